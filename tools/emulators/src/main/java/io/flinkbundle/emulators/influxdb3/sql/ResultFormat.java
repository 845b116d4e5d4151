/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.flinkbundle.emulators.influxdb3.sql;

import org.apache.flink.annotation.Internal;

import java.util.List;
import java.util.Optional;

/** How the rows of a query are sent. */
@Internal
public enum ResultFormat {
    JSON("application/json"),
    JSON_LINES("application/jsonl"),
    CSV("text/csv"),
    PRETTY("text/plain; charset=utf-8"),
    PARQUET("application/vnd.apache.parquet");

    private final String contentType;

    ResultFormat(String contentType) {
        this.contentType = contentType;
    }

    /** The format of this name, as the parameter {@code format} has it. */
    public static Optional<ResultFormat> of(String name) {
        return switch (name) {
            case "json" -> Optional.of(JSON);
            case "jsonl", "json_lines" -> Optional.of(JSON_LINES);
            case "csv" -> Optional.of(CSV);
            case "pretty" -> Optional.of(PRETTY);
            case "parquet" -> Optional.of(PARQUET);
            default -> Optional.empty();
        };
    }

    public String contentType() {
        return contentType;
    }

    /** Whether the emulator can write it. */
    public boolean isSupported() {
        return this != PRETTY && this != PARQUET;
    }

    RowWriter writer(List<ResultColumn> columns) {
        return switch (this) {
            case JSON -> new JsonRows(columns, true);
            case JSON_LINES -> new JsonRows(columns, false);
            case CSV -> new CsvRows(columns);
            case PRETTY, PARQUET ->
                    throw new IllegalStateException("The emulator does not write " + this + ".");
        };
    }
}
