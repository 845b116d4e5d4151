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

package io.flinkbundle.connector.bigquery.sink.writer.encode;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;

/** Writes the fields of a row or of a STRUCT; a NULL is left out. */
@Internal
final class MessageEncoder {

    private final FieldEncoder[] fields;

    MessageEncoder(FieldEncoder[] fields) {
        this.fields = fields;
    }

    int size() {
        return fields.length;
    }

    void encode(RowData row, ProtoBuffer out) throws UnwritableValueException {
        for (int i = 0; i < fields.length; i++) {
            if (!row.isNullAt(i)) {
                fields[i].encode(row, i, out);
            }
        }
    }
}
