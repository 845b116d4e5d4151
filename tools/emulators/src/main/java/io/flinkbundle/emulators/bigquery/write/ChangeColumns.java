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

package io.flinkbundle.emulators.bigquery.write;

import io.flinkbundle.emulators.bigquery.schema.Field;
import io.flinkbundle.emulators.bigquery.schema.FieldMode;
import io.flinkbundle.emulators.bigquery.schema.FieldType;

import org.apache.flink.annotation.Internal;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The columns that make a row a change of the row with its primary key.
 *
 * @see <a href="https://cloud.google.com/bigquery/docs/change-data-capture">change data capture</a>
 */
@Internal
final class ChangeColumns {

    static final String TYPE = "_CHANGE_TYPE";
    static final String SEQUENCE = "_CHANGE_SEQUENCE_NUMBER";
    static final List<String> NAMES = List.of(TYPE, SEQUENCE);
    static final Field FIELD = Field.of(TYPE, FieldType.STRING, FieldMode.NULLABLE);

    private static final int SECTION_DIGITS = 16;
    private static final Pattern SEQUENCE_NUMBER =
            Pattern.compile("[0-9A-Fa-f]{1,16}(/[0-9A-Fa-f]{1,16}){0,3}");

    private ChangeColumns() {}

    /**
     * @throws RowException when it is no type of a change
     */
    static boolean isDelete(String type) {
        return switch (type) {
            case "UPSERT" -> false;
            case "DELETE" -> true;
            default ->
                    throw new RowException(
                            "Field " + TYPE + ": invalid value " + type + ", use UPSERT or DELETE");
        };
    }

    /**
     * A sequence number in a form whose order is that of text.
     *
     * @throws RowException when it is none
     */
    static String comparable(String sequence) {
        if (!SEQUENCE_NUMBER.matcher(sequence).matches()) {
            throw new RowException("Field " + SEQUENCE + ": invalid value " + sequence);
        }
        StringBuilder padded = new StringBuilder();
        for (String section : sequence.split("/")) {
            padded.append("0".repeat(SECTION_DIGITS - section.length()))
                    .append(section.toLowerCase(Locale.ROOT))
                    .append('/');
        }
        return padded.toString();
    }
}
