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

import io.flinkbundle.connector.redis.client.KeyCommand;
import io.flinkbundle.connector.redis.client.KeyReads;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads rows that a format finds in a string, or in each element of a list. */
@Internal
public final class FormatReader implements ValueReader {

    private static final long serialVersionUID = 1L;

    private final KeyedColumns keyed;
    private final DeserializationSchema<RowData> format;
    private final RowData.FieldGetter[] getters;
    private final int[] positions;
    private final boolean list;

    /**
     * @param keyed makes rows from keys
     * @param getters take the columns that are needed out of the format's rows
     * @param positions where those columns stand in the result
     * @param list whether the value is a list
     */
    public FormatReader(
            KeyedColumns keyed,
            DeserializationSchema<RowData> format,
            List<RowData.FieldGetter> getters,
            int[] positions,
            boolean list) {
        this.keyed = keyed;
        this.format = format;
        this.getters = getters.toArray(new RowData.FieldGetter[0]);
        this.positions = positions.clone();
        this.list = list;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) throws Exception {
        format.open(context);
    }

    @Override
    public KeyCommand question(byte[] key) {
        return list ? KeyReads.elements(key) : KeyReads.value(key);
    }

    @Override
    public List<RowData> rows(byte[] key, Object answer) throws IOException {
        if (answer == null) {
            return List.of();
        }
        Rows rows = new Rows(keyed.row(key));
        if (answer instanceof List<?> elements) {
            for (Object element : elements) {
                format.deserialize((byte[]) element, rows);
            }
        } else {
            format.deserialize((byte[]) answer, rows);
        }
        return rows.all;
    }

    /** Collects the rows of one key. */
    private final class Rows implements Collector<RowData> {

        private final GenericRowData ofKey;
        private final List<RowData> all = new ArrayList<>(1);

        /**
         * @param ofKey a row with the columns of the key
         */
        private Rows(GenericRowData ofKey) {
            this.ofKey = ofKey;
        }

        @Override
        public void collect(RowData found) {
            GenericRowData row = new GenericRowData(ofKey.getArity());
            for (int i = 0; i < ofKey.getArity(); i++) {
                row.setField(i, ofKey.getField(i));
            }
            for (int i = 0; i < positions.length; i++) {
                row.setField(positions[i], getters[i].getFieldOrNull(found));
            }
            all.add(row);
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
