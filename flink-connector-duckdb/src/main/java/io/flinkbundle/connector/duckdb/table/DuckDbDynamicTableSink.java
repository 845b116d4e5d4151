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

package io.flinkbundle.connector.duckdb.table;

import io.flinkbundle.connector.common.options.CommonConnectorOptions;
import io.flinkbundle.connector.duckdb.sink.DuckDbSinkBuilder;
import io.flinkbundle.connector.duckdb.sink.TableTruncation;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.sink.SinkV2Provider;
import org.apache.flink.table.connector.sink.abilities.SupportsOverwrite;
import org.apache.flink.table.connector.sink.abilities.SupportsTruncate;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.RowKind;

import java.util.Optional;

/**
 * {@code INSERT INTO}, {@code INSERT OVERWRITE} and {@code TRUNCATE TABLE} of a DuckDB table. With
 * a PRIMARY KEY it takes queries that change rows, without one only those that add rows.
 */
@Internal
class DuckDbDynamicTableSink implements DynamicTableSink, SupportsOverwrite, SupportsTruncate {

    private final SinkTable table;
    private boolean overwrites;

    DuckDbDynamicTableSink(SinkTable table) {
        this.table = table;
    }

    @Override
    public ChangelogMode getChangelogMode(ChangelogMode requestedMode) {
        if (!table.primaryKey().isEmpty()) {
            return ChangelogMode.upsert();
        }
        if (!requestedMode.containsOnly(RowKind.INSERT)) {
            throw new ValidationException(
                    String.format(
                            "The query changes rows that it has written, but table '%s' has no key"
                                    + " by which they could be found. Declare it with PRIMARY KEY"
                                    + " (...) NOT ENFORCED, or write a query that only adds rows.",
                            table.identifier()));
        }
        return ChangelogMode.insertOnly();
    }

    @Override
    public void applyOverwrite(boolean overwrite) {
        this.overwrites = overwrite;
    }

    @Override
    public void executeTruncation() {
        TableTruncation.run(table.builder().build().config());
    }

    @Override
    public SinkRuntimeProvider getSinkRuntimeProvider(Context context) {
        return new SinkV2Provider() {
            /** A fresh one each time: the planner asks twice, and a sink serves one input only. */
            @Override
            public Sink<RowData> createSink() {
                return builder().setOverwrite(overwrites).build();
            }

            @Override
            public Optional<Integer> getParallelism() {
                return table.options().getOptional(CommonConnectorOptions.SINK_PARALLELISM);
            }
        };
    }

    final SinkTable table() {
        return table;
    }

    /** A builder of sinks for the columns that are written. */
    DuckDbSinkBuilder<RowData> builder() {
        return table.builder();
    }

    @Override
    public final DynamicTableSink copy() {
        DuckDbDynamicTableSink copy = copyColumns();
        copy.overwrites = overwrites;
        return copy;
    }

    DuckDbDynamicTableSink copyColumns() {
        return new DuckDbDynamicTableSink(table);
    }

    @Override
    public String asSummaryString() {
        return "DuckDB table " + table.name();
    }
}
