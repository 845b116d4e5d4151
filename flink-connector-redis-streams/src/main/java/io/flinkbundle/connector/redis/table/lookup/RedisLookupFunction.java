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

import io.flinkbundle.connector.redis.client.Interruption;
import io.flinkbundle.connector.redis.table.converter.KeyEncoder;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.LookupFunction;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Looks up one key after the other. Public because Flink wants it so. */
@Internal
public final class RedisLookupFunction extends LookupFunction {

    private static final long serialVersionUID = 1L;

    /** Three retries, the default, wait for 3.5 seconds on average, longer than a restart takes. */
    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);

    private final LookupConfig config;
    private final KeyEncoder key;
    private final FurtherColumns further;
    private final int maxRetries;

    private transient KeyReader reader;
    private transient LookupRetries retries;

    /**
     * @param key makes the key of what Flink looks up
     * @param further what else is compared
     */
    public RedisLookupFunction(
            LookupConfig config, KeyEncoder key, FurtherColumns further, int maxRetries) {
        this.config = config;
        this.key = key;
        this.further = further;
        this.maxRetries = maxRetries;
    }

    static LookupRetries retries(int maxRetries) {
        return new LookupRetries(maxRetries, FIRST_BACKOFF);
    }

    @Override
    public void open(FunctionContext context) throws Exception {
        retries = retries(maxRetries);
        reader =
                KeyReader.open(
                        config,
                        context.getMetricGroup(),
                        context.getUserCodeClassLoader(),
                        context.getTaskInfo().getIndexOfThisSubtask());
        retries.connect(reader);
    }

    @Override
    public Collection<RowData> lookup(RowData looked) throws IOException {
        if (!key.isComplete(looked)) {
            // NULL equals nothing.
            return List.of();
        }
        try {
            return further.select(
                    looked,
                    retries.read(reader, List.of(reader.question(key.encode(looked)))).get(0));
        } catch (InterruptedException e) {
            throw Interruption.of("Interrupted during a lookup.", e);
        }
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
        }
    }
}
