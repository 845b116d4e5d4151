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

package io.flinkbundle.connector.redis.table.converter;

import io.flinkbundle.connector.redis.client.RawText;
import io.flinkbundle.connector.redis.client.Utf8;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

import java.io.Serializable;
import java.util.List;

/**
 * Renders rows for dead letters: the kind of change and the columns that are not null. Rows that
 * came over the network do not know their types, and their own text is a hash.
 */
@Internal
final class RowDescription implements Serializable {

    private static final long serialVersionUID = 1L;

    private final List<String> names;
    private final RowData.FieldGetter[] getters;

    RowDescription(RowType columns) {
        this.names = List.copyOf(columns.getFieldNames());
        this.getters = new RowData.FieldGetter[names.size()];
        for (int i = 0; i < getters.length; i++) {
            LogicalType type = columns.getTypeAt(i);
            getters[i] = RowData.createFieldGetter(type, i);
        }
    }

    byte[] describe(RowData row) {
        RawText text = new RawText().add(row.getRowKind().shortString());
        for (int i = 0; i < getters.length; i++) {
            Object value = getters[i].getFieldOrNull(row);
            if (value != null) {
                text.addField(Utf8.bytes(names.get(i)), bytes(value));
            }
        }
        return text.toBytes();
    }

    private static byte[] bytes(Object value) {
        return value instanceof byte[] raw ? raw : Utf8.bytes(value.toString());
    }
}
