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

import io.flinkbundle.connector.redis.keyvalue.KeyValueSerializationSchema;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.sink.SinkV2Provider;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.RowKind;

import java.util.Optional;
import java.util.function.Function;

/** Writes a table to keys. */
@Internal
final class RedisDynamicTableSink implements DynamicTableSink {

    private static final ChangelogMode UPSERT =
            ChangelogMode.newBuilder()
                    .addContainedKind(RowKind.INSERT)
                    .addContainedKind(RowKind.UPDATE_AFTER)
                    .addContainedKind(RowKind.DELETE)
                    .build();

    private final Function<KeyValueSerializationSchema<RowData>, Sink<RowData>> sink;
    private final KeyValueSinkLayout layout;
    private final boolean hasPrimaryKey;
    private final Optional<Integer> parallelism;

    /**
     * @param sink makes a new sink at each call; the planner asks for more than one
     * @param hasPrimaryKey whether Flink knows what a change changes
     */
    RedisDynamicTableSink(
            Function<KeyValueSerializationSchema<RowData>, Sink<RowData>> sink,
            KeyValueSinkLayout layout,
            boolean hasPrimaryKey,
            Optional<Integer> parallelism) {
        this.sink = sink;
        this.layout = layout;
        this.hasPrimaryKey = hasPrimaryKey;
        this.parallelism = parallelism;
    }

    @Override
    public ChangelogMode getChangelogMode(ChangelogMode requestedMode) {
        if (requestedMode.containsOnly(RowKind.INSERT) || layout.isAppended()) {
            return ChangelogMode.insertOnly();
        }
        if (!hasPrimaryKey) {
            throw new ValidationException(
                    "The query updates or deletes rows, and the Redis table does not say which:"
                            + " declare a PRIMARY KEY (…) NOT ENFORCED in place of"
                            + " 'key.columns'.");
        }
        return UPSERT;
    }

    @Override
    public SinkRuntimeProvider getSinkRuntimeProvider(Context context) {
        Sink<RowData> made = sink.apply(layout.serializer(context));
        return parallelism
                .map(subtasks -> SinkV2Provider.of(made, subtasks))
                .orElseGet(() -> SinkV2Provider.of(made));
    }

    @Override
    public DynamicTableSink copy() {
        return new RedisDynamicTableSink(sink, layout, hasPrimaryKey, parallelism);
    }

    @Override
    public String asSummaryString() {
        return "Redis keys";
    }
}
