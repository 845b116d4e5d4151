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

package io.flinkbundle.connector.duckdb.sink;

import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.common.options.SchemaMode;
import io.flinkbundle.connector.common.retry.RetryPolicy;
import io.flinkbundle.connector.duckdb.client.DuckDbSettings;
import io.flinkbundle.connector.duckdb.client.Identifiers;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.table.api.ValidationException;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** What {@link DuckDbSinkBuilder} was told; its setters say what each part means. */
@Internal
public record DuckDbSinkConfig(
        DuckDbSettings settings,
        String schema,
        String table,
        List<ColumnMapping> columns,
        DeliveryGuarantee guarantee,
        SchemaMode schemaMode,
        String sinkId,
        String stagingPath,
        Duration markerRetention,
        Buffering buffering,
        RetryPolicy retry,
        BadRecordHandling onRejected,
        ConnectionHold hold,
        Changes changes)
        implements Serializable {

    /** When a buffer is written before it must be: a zero interval means never by time. */
    public record Buffering(int maxRows, MemorySize maxSize, Duration interval)
            implements Serializable {}

    /**
     * What rows do to the table.
     *
     * @param primaryKey the columns by which they replace and delete earlier rows; if there are
     *     none, rows are only added
     * @param createsPrimaryKey whether a table that is created gets the key as a constraint
     * @param overwrites whether the rows of a bounded input take the place of all rows before
     */
    public record Changes(List<String> primaryKey, boolean createsPrimaryKey, boolean overwrites)
            implements Serializable {

        public static final Changes APPEND = new Changes(List.of(), false, false);

        public Changes {
            primaryKey = List.copyOf(primaryKey);
        }
    }

    /**
     * @throws ValidationException if markers would be gone before they are needed
     */
    public DuckDbSinkConfig {
        if (markerRetention.isZero() || markerRetention.isNegative()) {
            throw new ValidationException(
                    "'sink.marker-retention' is "
                            + markerRetention
                            + ", so that a restart could not know which rows are in the table"
                            + " already, and would add them again. Set it to the age of the oldest"
                            + " savepoint from which the job may be restored, for example '30 d'.");
        }
    }

    /** The same sink for columns that know more about the table. */
    public DuckDbSinkConfig withColumns(List<ColumnMapping> value) {
        return new DuckDbSinkConfig(
                settings,
                schema,
                table,
                value,
                guarantee,
                schemaMode,
                sinkId,
                stagingPath,
                markerRetention,
                buffering,
                retry,
                onRejected,
                hold,
                changes);
    }

    /** The same sink for rows that do something else to the table. */
    public DuckDbSinkConfig withChanges(Changes value) {
        return new DuckDbSinkConfig(
                settings,
                schema,
                table,
                columns,
                guarantee,
                schemaMode,
                sinkId,
                stagingPath,
                markerRetention,
                buffering,
                retry,
                onRejected,
                hold,
                value);
    }

    public List<String> primaryKey() {
        return changes.primaryKey();
    }

    /** Whether rows replace and delete earlier ones with the same key. */
    public boolean isUpsert() {
        return !changes.primaryKey().isEmpty();
    }

    /** Whether a column belongs to the key. */
    public boolean isKey(String column) {
        return primaryKey().stream().anyMatch(column::equalsIgnoreCase);
    }

    /** Whether rows have a column of the table. */
    public boolean writes(String column) {
        return columns.stream().anyMatch(written -> written.name().equalsIgnoreCase(column));
    }

    /** Where the key's columns are in a row. */
    public int[] keyPositions() {
        return IntStream.range(0, columns.size())
                .filter(position -> isKey(columns.get(position).name()))
                .toArray();
    }

    public String path() {
        return settings.path();
    }

    /** The table's quoted name. */
    public String quotedTable() {
        return Identifiers.quote(schema, table);
    }

    /** The table's name for messages. */
    public String tableName() {
        return schema + '.' + table;
    }
}
