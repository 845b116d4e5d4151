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

package io.flinkbundle.benchmarks.flink;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.AsyncLookupFunction;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.LookupFunction;
import org.apache.flink.util.Collector;

/** Puts the row that a table has under the first field of a row in its place. */
@Internal
final class TableLookup {

    private TableLookup() {}

    private static RowData key(RowData row) {
        return GenericRowData.of(row.getLong(0));
    }

    /** Goes on with other rows meanwhile. */
    static final class Async extends RichAsyncFunction<RowData, RowData> {

        private static final long serialVersionUID = 1L;

        private final AsyncLookupFunction lookup;

        Async(AsyncLookupFunction lookup) {
            this.lookup = lookup;
        }

        @Override
        public void open(OpenContext context) throws Exception {
            lookup.open(new FunctionContext(getRuntimeContext()));
        }

        @Override
        public void asyncInvoke(RowData row, ResultFuture<RowData> result) {
            lookup.asyncLookup(key(row))
                    .whenComplete(
                            (found, failure) -> {
                                if (failure == null) {
                                    result.complete(found);
                                } else {
                                    result.completeExceptionally(failure);
                                }
                            });
        }

        @Override
        public void close() throws Exception {
            lookup.close();
        }
    }

    /** Waits for each row. */
    static final class Sync extends RichFlatMapFunction<RowData, RowData> {

        private static final long serialVersionUID = 1L;

        private final LookupFunction lookup;

        Sync(LookupFunction lookup) {
            this.lookup = lookup;
        }

        @Override
        public void open(OpenContext context) throws Exception {
            lookup.open(new FunctionContext(getRuntimeContext()));
        }

        @Override
        public void flatMap(RowData row, Collector<RowData> out) throws Exception {
            lookup.lookup(key(row)).forEach(out::collect);
        }

        @Override
        public void close() throws Exception {
            lookup.close();
        }
    }
}
