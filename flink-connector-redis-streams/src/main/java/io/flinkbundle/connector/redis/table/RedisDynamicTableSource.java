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

package io.flinkbundle.connector.redis.table;

import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.common.lookup.LookupProviders;
import io.flinkbundle.connector.redis.client.KeyValueClient;
import io.flinkbundle.connector.redis.table.lookup.KeyInputFormat;
import io.flinkbundle.connector.redis.table.lookup.LookupConfig;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.Projection;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.InputFormatProvider;
import org.apache.flink.table.connector.source.LookupTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.abilities.SupportsProjectionPushDown;
import org.apache.flink.table.connector.source.lookup.LookupOptions;
import org.apache.flink.table.types.DataType;

import java.util.Arrays;

/** Looks up keys, or reads all keys of a table. Asks for the columns that are needed. */
@Internal
final class RedisDynamicTableSource
        implements LookupTableSource, ScanTableSource, SupportsProjectionPushDown {

    private final KeyValueSourceLayout layout;
    private final KeyValueClient client;
    private final BadRecordHandling onMalformed;
    private final ReadableConfig options;
    private final ReadableConfig session;
    private final String table;

    /** The columns of the table that are needed. */
    private int[] columns;

    /**
     * @param options the options of the table
     * @param session the settings of the job
     * @param table its name, for messages
     */
    RedisDynamicTableSource(
            KeyValueSourceLayout layout,
            KeyValueClient client,
            BadRecordHandling onMalformed,
            ReadableConfig options,
            ReadableConfig session,
            String table) {
        this.layout = layout;
        this.client = client;
        this.onMalformed = onMalformed;
        this.options = options;
        this.session = session;
        this.table = table;
        this.columns = Projection.all(layout.layout().physicalType()).toTopLevelIndexes();
    }

    @Override
    public ChangelogMode getChangelogMode() {
        return ChangelogMode.insertOnly();
    }

    @Override
    public LookupRuntimeProvider getLookupRuntimeProvider(LookupContext context) {
        return LookupProviders.create(
                options,
                new RedisLookups(
                        layout,
                        context,
                        columns,
                        new LookupConfig(client, layout.reader(context, columns), onMalformed),
                        options.get(LookupOptions.MAX_RETRIES),
                        table));
    }

    @Override
    public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
        if (session.get(ExecutionOptions.RUNTIME_MODE) == RuntimeExecutionMode.STREAMING
                && session.getOptional(CheckpointingOptions.CHECKPOINTING_INTERVAL).isPresent()) {
            throw new ValidationException(
                    "Table "
                            + table
                            + " cannot be scanned by a streaming job with checkpoints: a scan of"
                            + " Redis keys begins anew after a failure, and rows would be there"
                            + " twice. Set 'execution.runtime-mode' to 'batch', or look the table"
                            + " up in a join with FOR SYSTEM_TIME AS OF.");
        }
        return InputFormatProvider.of(
                new KeyInputFormat(
                        new LookupConfig(client, layout.reader(context, columns), onMalformed),
                        layout.scan()));
    }

    @Override
    public boolean supportsNestedProjection() {
        return false;
    }

    @Override
    public void applyProjection(int[][] projectedFields, DataType producedDataType) {
        columns = Arrays.stream(projectedFields).mapToInt(path -> path[0]).toArray();
    }

    @Override
    public DynamicTableSource copy() {
        RedisDynamicTableSource copy =
                new RedisDynamicTableSource(layout, client, onMalformed, options, session, table);
        copy.columns = columns;
        return copy;
    }

    @Override
    public String asSummaryString() {
        return "Redis keys";
    }
}
