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

package io.flinkbundle.connector.bigquery.table.lookup;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.AsyncLookupFunction;
import org.apache.flink.table.functions.FunctionContext;

import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;

/** Looks up many keys at a time. */
@Internal
public final class BigQueryAsyncLookupFunction extends AsyncLookupFunction {

    private static final long serialVersionUID = 1L;

    private final LookupConfig config;
    private transient KeyLookup lookup;

    BigQueryAsyncLookupFunction(LookupConfig config) {
        this.config = config;
    }

    @Override
    public void open(FunctionContext context) throws IOException {
        lookup = KeyLookup.open(config, context.getTaskInfo().getIndexOfThisSubtask());
    }

    @Override
    public CompletableFuture<Collection<RowData>> asyncLookup(RowData key) {
        return lookup.find(key);
    }

    @Override
    public void close() throws Exception {
        if (lookup != null) {
            lookup.close();
        }
    }
}
