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
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.LookupFunction;
import org.apache.flink.util.ExceptionUtils;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Collection;
import java.util.concurrent.ExecutionException;

/** Looks up one key after the other. */
@Internal
public final class BigQueryLookupFunction extends LookupFunction {

    private static final long serialVersionUID = 1L;

    private final LookupConfig config;
    private transient KeyLookup lookup;

    BigQueryLookupFunction(LookupConfig config) {
        this.config = config;
    }

    @Override
    public void open(FunctionContext context) throws IOException {
        lookup = KeyLookup.open(config, context.getTaskInfo().getIndexOfThisSubtask());
    }

    @Override
    public Collection<RowData> lookup(RowData key) throws IOException {
        try {
            return lookup.find(key).get();
        } catch (ExecutionException e) {
            ExceptionUtils.rethrowIOException(e.getCause());
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted =
                    new InterruptedIOException("Interrupted during a lookup.");
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    @Override
    public void close() throws Exception {
        if (lookup != null) {
            lookup.close();
        }
    }
}
