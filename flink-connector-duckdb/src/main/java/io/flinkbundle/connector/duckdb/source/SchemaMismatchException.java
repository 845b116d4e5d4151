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

package io.flinkbundle.connector.duckdb.source;

import org.apache.flink.annotation.Internal;
import org.apache.flink.annotation.PublicEvolving;

import java.io.IOException;

/** The table is missing, or does not have the columns that the job declares. */
@PublicEvolving
public final class SchemaMismatchException extends IOException {

    public SchemaMismatchException(String message) {
        super(message);
    }

    /** Says why what is read does not fit the scan. */
    @Internal
    public static SchemaMismatchException of(DuckDbScan scan, String reason) {
        return new SchemaMismatchException(
                String.format(
                        "Cannot read %s of DuckDB database '%s': %s",
                        scan, scan.settings().path(), reason));
    }
}
