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

package io.flinkbundle.connector.bigquery.sink;

import io.flinkbundle.connector.bigquery.client.BigQueryConnectionOptions;
import io.flinkbundle.connector.bigquery.client.TableDefinition;
import io.flinkbundle.connector.bigquery.client.TableName;
import io.flinkbundle.connector.common.boundedness.WriteMode;
import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.common.options.SchemaMode;
import io.flinkbundle.connector.common.retry.RetryPolicy;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

import java.time.Duration;
import java.util.List;

import static org.apache.flink.util.Preconditions.checkArgument;
import static org.apache.flink.util.Preconditions.checkNotNull;

/**
 * Builds a {@link BigQuerySink}. Connection, table, row type and converter are required; the
 * setters name the other defaults. Not thread-safe.
 *
 * @param <T> the records
 */
@PublicEvolving
public final class BigQuerySinkBuilder<T> {

    /** BigQuery allows no more columns in a primary key. */
    private static final int MAX_KEY_COLUMNS = 16;

    private BigQueryConnectionOptions connection;
    private TableName table;
    private RowType rowType;
    private RowDataConverter<T> converter;
    private TableSelector<T> selector;
    private TableSettings tableSettings = TableSettings.DEFAULT;
    private DeliveryGuarantee guarantee = DeliveryGuarantee.AT_LEAST_ONCE;
    private BulkSettings bulk = BulkSettings.DEFAULT;
    private WriteMode writeMode = WriteMode.AUTO;
    private AppendConfig append = AppendConfig.DEFAULT;
    private BadRecordHandling onRejected = BadRecordHandling.fail();

    BigQuerySinkBuilder() {}

    /** Where BigQuery is. Required. */
    public BigQuerySinkBuilder<T> setConnection(BigQueryConnectionOptions connection) {
        this.connection = checkNotNull(connection);
        return this;
    }

    /** The table that is written to. Required. */
    public BigQuerySinkBuilder<T> setTable(TableName table) {
        this.table = checkNotNull(table);
        return this;
    }

    /**
     * Has each record say to which table it goes; all go to the one of {@link #setTable} by
     * default. They are written at-least-once, whatever the input is. Each table is created and
     * compared as the other settings say, when its first record comes.
     */
    public BigQuerySinkBuilder<T> setTableSelector(TableSelector<T> selector) {
        this.selector = checkNotNull(selector);
        return this;
    }

    /** The columns that are written, by their names. Required. */
    public BigQuerySinkBuilder<T> setRowType(DataType rowType) {
        checkArgument(
                rowType.getLogicalType() instanceof RowType, "'%s' is no type of rows.", rowType);
        this.rowType = (RowType) rowType.getLogicalType();
        return this;
    }

    /** Makes rows of the records. Required. */
    public BigQuerySinkBuilder<T> setRowConverter(RowDataConverter<T> converter) {
        this.converter = checkNotNull(converter);
        return this;
    }

    /** What is done about the table at start; by default it is compared with the rows. */
    public BigQuerySinkBuilder<T> setSchemaMode(SchemaMode mode) {
        tableSettings = tableSettings.withMode(mode);
        return this;
    }

    /** Whether columns that the table lacks are added to it at start; they are not by default. */
    public BigQuerySinkBuilder<T> setAddColumns(boolean addColumns) {
        tableSettings = tableSettings.withAddColumns(addColumns);
        return this;
    }

    /**
     * The columns by which a row replaces an earlier one, or deletes it; none by default, and rows
     * are added. The table must have the same primary key.
     */
    public BigQuerySinkBuilder<T> setPrimaryKey(List<String> columns) {
        checkArgument(
                columns.size() <= MAX_KEY_COLUMNS,
                "A primary key of BigQuery has at most %s columns, not %s.",
                MAX_KEY_COLUMNS,
                columns.size());
        tableSettings = tableSettings.withPrimaryKey(columns);
        return this;
    }

    /**
     * A column, INT, BIGINT or a timestamp, that is larger in a later change of a key. By default
     * the order in which changes are written decides.
     */
    public BigQuerySinkBuilder<T> setSequenceField(String column) {
        tableSettings = tableSettings.withSequenceField(column);
        return this;
    }

    /** Partitions and clusters of a table that is created; none by default. */
    public BigQuerySinkBuilder<T> setTableLayout(TableDefinition.Layout layout) {
        tableSettings = tableSettings.withLayout(layout);
        return this;
    }

    /** Where a dataset that is missing is created; that of the service by default. */
    public BigQuerySinkBuilder<T> setLocation(String location) {
        tableSettings = tableSettings.withLocation(location);
        return this;
    }

    /** The key of Cloud KMS that encrypts a table that is created; Google's own by default. */
    public BigQuerySinkBuilder<T> setKmsKey(String key) {
        tableSettings = tableSettings.withKmsKey(key);
        return this;
    }

    /** What is guaranteed when the job is restored; at-least-once by default. */
    public BigQuerySinkBuilder<T> setDeliveryGuarantee(DeliveryGuarantee guarantee) {
        this.guarantee = checkNotNull(guarantee);
        return this;
    }

    /** How the rows of a bounded input are written; by a load job by default. */
    public BigQuerySinkBuilder<T> setBulkMethod(BulkMethod method) {
        bulk = bulk.withMethod(method);
        return this;
    }

    /**
     * The bucket of Cloud Storage for the files of a load job; one of the project's by default. It
     * is created if it is missing, with a lifecycle of one day.
     */
    public BigQuerySinkBuilder<T> setTempGcsBucket(String bucket) {
        bulk = bulk.withBucket(bucket);
        return this;
    }

    /**
     * Whether the rows of a bounded input take the place of all rows of the table, at once; they do
     * not by default. It takes a load job.
     */
    public BigQuerySinkBuilder<T> setOverwrite(boolean overwrites) {
        bulk = bulk.withOverwrites(overwrites);
        return this;
    }

    /** An override of what the sink finds out about its input. */
    public BigQuerySinkBuilder<T> setWriteMode(WriteMode writeMode) {
        this.writeMode = checkNotNull(writeMode);
        return this;
    }

    /** What becomes of rows that BigQuery cannot hold, or rejects; the job fails by default. */
    public BigQuerySinkBuilder<T> setOnRejected(BadRecordHandling onRejected) {
        this.onRejected = checkNotNull(onRejected);
        return this;
    }

    /** Rows that are collected before they are sent; 10,000 by default. */
    public BigQuerySinkBuilder<T> setBufferFlushMaxRows(int maxRows) {
        append = append.withMaxRows(maxRows);
        return this;
    }

    /** Their encoded size, at most 9 MiB; 4 MiB by default. */
    public BigQuerySinkBuilder<T> setBufferFlushMaxSize(MemorySize maxSize) {
        append = append.withMaxSize(maxSize);
        return this;
    }

    /**
     * The longest time a row waits for its request to be sent; one second by default, zero for no
     * limit.
     */
    public BigQuerySinkBuilder<T> setBufferFlushInterval(Duration interval) {
        append = append.withInterval(interval);
        return this;
    }

    /** Requests of each subtask that wait for their answers at the same time; 16 by default. */
    public BigQuerySinkBuilder<T> setMaxInFlight(int requests) {
        append = append.withMaxInFlight(requests);
        return this;
    }

    /** How long is tried again while nothing is written; five minutes by default. */
    public BigQuerySinkBuilder<T> setRetry(RetryPolicy retry) {
        append = append.withRetry(retry);
        return this;
    }

    /**
     * @throws IllegalArgumentException if something required is missing, or does not fit
     */
    public BigQuerySink<T> build() {
        checkArgument(connection != null, "Set the connection of the sink.");
        checkArgument(table != null, "Set the table of the sink.");
        checkArgument(rowType != null, "Set the row type of the sink.");
        checkArgument(converter != null, "Set the row converter of the sink.");
        checkKey();
        checkTables();
        return new BigQuerySink<>(
                new BigQuerySinkConfig(
                        connection,
                        table,
                        rowType,
                        tableSettings,
                        guarantee,
                        bulk,
                        append,
                        onRejected),
                converter,
                selector,
                writeMode);
    }

    private void checkTables() {
        checkArgument(
                selector == null || guarantee != DeliveryGuarantee.EXACTLY_ONCE,
                "Rows that say to which table they go are written to the default stream of each,"
                        + " so they are at-least-once: leave the guarantee out, or have a sink for"
                        + " each table.");
    }

    private void checkKey() {
        for (String column : tableSettings.primaryKey()) {
            checkArgument(
                    rowType.getFieldIndex(column) >= 0,
                    "The primary key names the column '%s', which rows do not have.",
                    column);
        }
        checkArgument(
                !tableSettings.isUpsert() || guarantee != DeliveryGuarantee.EXACTLY_ONCE,
                "Rows with a primary key are written as changes, which BigQuery takes in its"
                        + " default stream alone, so they are at-least-once. A change that comes"
                        + " twice does nothing the second time: leave the guarantee out.");
        if (!tableSettings.sequenceField().isEmpty()) {
            checkSequence(tableSettings.sequenceField());
        }
    }

    private void checkSequence(String column) {
        checkArgument(
                tableSettings.isUpsert(),
                "A sequence field orders the changes of a key, so it needs a primary key.");
        int position = rowType.getFieldIndex(column);
        checkArgument(position >= 0, "The sequence field '%s' is no column of the rows.", column);
        boolean orders =
                switch (rowType.getTypeAt(position).getTypeRoot()) {
                    case INTEGER,
                            BIGINT,
                            TIMESTAMP_WITHOUT_TIME_ZONE,
                            TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                            !rowType.getTypeAt(position).isNullable();
                    default -> false;
                };
        checkArgument(
                orders,
                "The sequence field '%s' is %s, but must be INT, BIGINT, TIMESTAMP or"
                        + " TIMESTAMP_LTZ, and NOT NULL.",
                column,
                rowType.getTypeAt(position).asSummaryString());
    }
}
