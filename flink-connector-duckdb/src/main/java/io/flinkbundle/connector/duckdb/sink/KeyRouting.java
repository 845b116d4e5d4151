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

package io.flinkbundle.connector.duckdb.sink;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.functions.Partitioner;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.MathUtils;

import java.util.List;

/**
 * Sends all rows of a key to the same subtask, so that their order is known. Unlike {@code keyBy}
 * it makes no keyed stream, which would sort a bounded input in BATCH and keep state by key.
 */
@Internal
final class KeyRouting {

    private KeyRouting() {}

    /**
     * @param converter makes rows of the stream's records
     * @param config of a sink with a primary key
     */
    static <T> DataStream<T> byKey(
            DataStream<T> input, RowDataConverter<T> converter, DuckDbSinkConfig config) {
        return input.partitionCustom(
                new HashPartitioner(),
                new KeyHash<>(converter, config.columns(), config.keyPositions()));
    }

    private static final class HashPartitioner implements Partitioner<Integer> {
        private static final long serialVersionUID = 1L;

        @Override
        public int partition(Integer hash, int subtasks) {
            // Hashes of numbers are the numbers: without mixing, even ones would miss half of them.
            return MathUtils.murmurHash(hash) % subtasks;
        }
    }

    private static final class KeyHash<T> implements KeySelector<T, Integer> {
        private static final long serialVersionUID = 1L;

        private final RowDataConverter<T> converter;
        private final FieldHash[] fields;

        private KeyHash(RowDataConverter<T> converter, List<ColumnMapping> columns, int[] key) {
            this.converter = converter;
            this.fields = new FieldHash[key.length];
            for (int i = 0; i < key.length; i++) {
                fields[i] = FieldHash.of(columns.get(key[i]).type(), key[i]);
            }
        }

        @Override
        public Integer getKey(T element) {
            RowData row = converter.convert(element);
            int hash = 1;
            for (FieldHash field : fields) {
                hash = 31 * hash + field.hash(row);
            }
            return hash;
        }
    }
}
