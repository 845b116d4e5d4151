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

package io.flinkbundle.connector.bigquery.table;

import io.flinkbundle.connector.bigquery.sink.BigQuerySinkBuilder;
import io.flinkbundle.connector.bigquery.sink.TableTruncation;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.sink.SinkV2Provider;
import org.apache.flink.table.connector.sink.abilities.SupportsOverwrite;
import org.apache.flink.table.connector.sink.abilities.SupportsTruncate;
import org.apache.flink.table.data.RowData;

import java.util.Optional;

/** Writes to a table: adds rows, replaces all of them, or changes them by the primary key. */
@Internal
final class BigQueryDynamicTableSink
        implements DynamicTableSink, SupportsOverwrite, SupportsTruncate {

    private final BigQuerySinkBuilder<RowData> sink;
    private final boolean upserts;
    private final Optional<Integer> parallelism;
    private boolean overwrites;

    /**
     * @param sink makes a new sink at each call, as the planner asks for more than one
     * @param upserts whether rows replace earlier ones
     */
    BigQueryDynamicTableSink(
            BigQuerySinkBuilder<RowData> sink, boolean upserts, Optional<Integer> parallelism) {
        this.sink = sink;
        this.upserts = upserts;
        this.parallelism = parallelism;
    }

    @Override
    public ChangelogMode getChangelogMode(ChangelogMode requestedMode) {
        return upserts ? ChangelogMode.upsert(false) : ChangelogMode.insertOnly();
    }

    @Override
    public void applyOverwrite(boolean overwrite) {
        this.overwrites = overwrite;
    }

    @Override
    public void executeTruncation() {
        TableTruncation.run(sink.build());
    }

    @Override
    public SinkRuntimeProvider getSinkRuntimeProvider(Context context) {
        Sink<RowData> made = sink.setOverwrite(overwrites).build();
        return parallelism
                .map(subtasks -> SinkV2Provider.of(made, subtasks))
                .orElseGet(() -> SinkV2Provider.of(made));
    }

    @Override
    public DynamicTableSink copy() {
        BigQueryDynamicTableSink copy = new BigQueryDynamicTableSink(sink, upserts, parallelism);
        copy.overwrites = overwrites;
        return copy;
    }

    @Override
    public String asSummaryString() {
        return "Google BigQuery";
    }
}
