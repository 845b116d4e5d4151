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

package io.flinkbundle.connector.bigquery.client;

import org.apache.flink.annotation.PublicEvolving;

import java.util.Locale;

/**
 * The types of BigQuery's columns.
 *
 * @see <a href="https://cloud.google.com/bigquery/docs/reference/standard-sql/data-types">Data
 *     types</a>
 */
@PublicEvolving
public enum FieldType {
    BOOL,
    INT64,
    FLOAT64,
    NUMERIC,
    BIGNUMERIC,
    STRING,
    BYTES,
    DATE,
    TIME,
    DATETIME,
    TIMESTAMP,
    JSON,
    GEOGRAPHY,
    INTERVAL,
    RANGE,
    STRUCT;

    /**
     * Reads the name of a type as any of BigQuery's interfaces writes it.
     *
     * @throws IllegalArgumentException if there is no such type
     */
    public static FieldType of(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "BOOLEAN" -> BOOL;
            case "INTEGER" -> INT64;
            case "FLOAT" -> FLOAT64;
            case "RECORD" -> STRUCT;
            default -> valueOf(name.toUpperCase(Locale.ROOT));
        };
    }
}
