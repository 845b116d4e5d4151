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

package io.flinkbundle.connector.bigquery.source.enumerator;

import io.flinkbundle.connector.bigquery.client.FieldType;

import org.apache.flink.annotation.Internal;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Values as they stand in GoogleSQL. */
@Internal
final class SqlLiterals {

    private SqlLiterals() {}

    /** A time as a value of a column. */
    static String ofTime(FieldType type, long micros) {
        Instant instant = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        LocalDateTime local = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        return switch (type) {
            case TIMESTAMP -> "TIMESTAMP '" + instant + "'";
            case DATETIME -> "DATETIME '" + local + "'";
            case DATE -> "DATE '" + local.toLocalDate() + "'";
            default ->
                    throw new IllegalArgumentException(
                            "A column of type " + type + " has no time.");
        };
    }

    /** A value of a column as a query has answered it. */
    static String ofAnswer(FieldType type, Object value) {
        return switch (type) {
            case INT64 -> Long.toString(Long.parseLong((String) value));
            case TIMESTAMP -> ofTime(type, (Long) value);
            case DATETIME ->
                    "DATETIME '" + LocalDateTime.parse(((String) value).replace(' ', 'T')) + "'";
            case DATE -> "DATE '" + LocalDate.parse((String) value) + "'";
            default -> throw new IllegalArgumentException("No position of type " + type + ".");
        };
    }
}
