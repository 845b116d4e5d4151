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

package io.flinkbundle.emulators.bigquery.schema;

import org.apache.flink.annotation.Internal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The types of BigQuery, with the names that its two interfaces and its SQL have for them. */
@Internal
public enum FieldType {
    BOOL("BOOLEAN", "BOOL", "BOOL"),
    INT64("INTEGER", "INT64", "INT64", "INT", "SMALLINT", "BIGINT", "TINYINT", "BYTEINT"),
    FLOAT64("FLOAT", "FLOAT64", "DOUBLE"),
    NUMERIC("NUMERIC", "NUMERIC", "NUMERIC", "DECIMAL"),
    BIGNUMERIC("BIGNUMERIC", "BIGNUMERIC", "BIGNUMERIC", "BIGDECIMAL"),
    STRING("STRING", "STRING", "STRING"),
    BYTES("BYTES", "BYTES", "BYTES"),
    DATE("DATE", "DATE", "DATE"),
    TIME("TIME", "TIME", "TIME"),
    DATETIME("DATETIME", "DATETIME", "DATETIME"),
    TIMESTAMP("TIMESTAMP", "TIMESTAMP", "TIMESTAMP"),
    JSON("JSON", "JSON", "JSON"),
    GEOGRAPHY("GEOGRAPHY", "GEOGRAPHY", "GEOGRAPHY"),
    INTERVAL("INTERVAL", "INTERVAL", "INTERVAL"),
    RANGE("RANGE", "RANGE", "RANGE"),
    STRUCT("RECORD", "STRUCT", "STRUCT");

    private static final Map<String, FieldType> BY_NAME = new HashMap<>();

    static {
        for (FieldType type : values()) {
            BY_NAME.put(type.restName, type);
            BY_NAME.put(type.sqlName, type);
            Arrays.stream(type.aliases).forEach(alias -> BY_NAME.put(alias, type));
        }
    }

    private final String restName;
    private final String sqlName;
    private final String[] aliases;

    FieldType(String restName, String sqlName, String... aliases) {
        this.restName = restName;
        this.sqlName = sqlName;
        this.aliases = aliases;
    }

    /** As the REST interface names it in its answers. */
    public String restName() {
        return restName;
    }

    /** As SQL names it. */
    public String sqlName() {
        return sqlName;
    }

    /** The type of a name, of either interface or of SQL, in any case. */
    public static Optional<FieldType> of(String name) {
        return Optional.ofNullable(BY_NAME.get(name.toUpperCase(Locale.ROOT)));
    }
}
