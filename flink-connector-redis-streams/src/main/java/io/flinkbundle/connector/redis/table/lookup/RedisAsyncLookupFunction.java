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

package io.flinkbundle.connector.redis.table.lookup;

import io.flinkbundle.connector.redis.table.converter.KeyEncoder;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.AsyncLookupFunction;
import org.apache.flink.table.functions.FunctionContext;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Looks up many keys at a time, as many as Flink lets wait. Public because Flink wants it. */
@Internal
public final class RedisAsyncLookupFunction extends AsyncLookupFunction {

    private static final long serialVersionUID = 1L;

    private final LookupConfig config;
    private final KeyEncoder key;
    private final FurtherColumns further;
    private final int maxRetries;

    private transient KeyLookup lookup;

    /**
     * @param key makes the key of what Flink looks up
     * @param further what else is compared
     */
    public RedisAsyncLookupFunction(
            LookupConfig config, KeyEncoder key, FurtherColumns further, int maxRetries) {
        this.config = config;
        this.key = key;
        this.further = further;
        this.maxRetries = maxRetries;
    }

    @Override
    public void open(FunctionContext context) throws Exception {
        int subtask = context.getTaskInfo().getIndexOfThisSubtask();
        KeyReader reader =
                KeyReader.open(
                        config,
                        context.getMetricGroup(),
                        context.getUserCodeClassLoader(),
                        subtask);
        LookupRetries retries = RedisLookupFunction.retries(maxRetries);
        retries.connect(reader);
        lookup = new KeyLookup(reader, retries, "redis-lookup-" + subtask);
    }

    @Override
    public CompletableFuture<Collection<RowData>> asyncLookup(RowData looked) {
        if (!key.isComplete(looked)) {
            // NULL equals nothing.
            return CompletableFuture.completedFuture(List.of());
        }
        try {
            CompletableFuture<Collection<RowData>> found = lookup.find(key.encode(looked));
            return further.isEmpty()
                    ? found
                    : found.thenApply(rows -> further.select(looked, rows));
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void close() throws Exception {
        if (lookup != null) {
            lookup.close();
        }
    }
}
