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

import io.flinkbundle.connector.bigquery.client.TableName;
import io.flinkbundle.connector.bigquery.sink.BigQuerySinkBuilder;
import io.flinkbundle.connector.bigquery.sink.TableTruncation;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.sink.SinkV2Provider;
import org.apache.flink.table.connector.sink.abilities.SupportsOverwrite;
import org.apache.flink.table.connector.sink.abilities.SupportsTruncate;
import org.apache.flink.table.connector.sink.abilities.SupportsWritingMetadata;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes to a table: adds rows, replaces all of them, or changes them by the primary key; or to the
 * table that each row names.
 */
@Internal
final class BigQueryDynamicTableSink
        implements DynamicTableSink, SupportsOverwrite, SupportsTruncate, SupportsWritingMetadata {

    private static final String TABLE = "table";

    private final BigQuerySinkBuilder<RowData> sink;
    private final TableName table;
    private final int columns;
    private final boolean upserts;
    private final Optional<Integer> parallelism;
    private boolean overwrites;
    private boolean rowsNameTables;

    /**
     * @param sink makes a new sink at each call, as the planner asks for more than one
     * @param table for rows that name no other
     * @param columns how many columns a row has before the metadata
     * @param upserts whether rows replace earlier ones
     */
    BigQueryDynamicTableSink(
            BigQuerySinkBuilder<RowData> sink,
            TableName table,
            int columns,
            boolean upserts,
            Optional<Integer> parallelism) {
        this.sink = sink;
        this.table = table;
        this.columns = columns;
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
        Sink<RowData> made = build();
        return parallelism
                .map(subtasks -> SinkV2Provider.of(made, subtasks))
                .orElseGet(() -> SinkV2Provider.of(made));
    }

    private Sink<RowData> build() {
        sink.setOverwrite(overwrites);
        if (rowsNameTables) {
            sink.setTableSelector(new TableColumn(columns, table));
        }
        try {
            return sink.build();
        } catch (IllegalArgumentException e) {
            throw new ValidationException(e.getMessage(), e);
        }
    }

    @Override
    public Map<String, DataType> listWritableMetadata() {
        return Map.of(TABLE, DataTypes.STRING().nullable());
    }

    @Override
    public void applyWritableMetadata(List<String> keys, DataType consumedType) {
        rowsNameTables = keys.contains(TABLE);
    }

    @Override
    public DynamicTableSink copy() {
        BigQueryDynamicTableSink copy =
                new BigQueryDynamicTableSink(sink, table, columns, upserts, parallelism);
        copy.rowsNameTables = rowsNameTables;
        copy.overwrites = overwrites;
        return copy;
    }

    @Override
    public String asSummaryString() {
        return "Google BigQuery";
    }
}
