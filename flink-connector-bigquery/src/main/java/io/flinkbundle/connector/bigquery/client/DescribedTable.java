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

package io.flinkbundle.connector.bigquery.client;

import org.apache.flink.annotation.Internal;

import com.google.cloud.bigquery.Clustering;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.Table;
import com.google.cloud.bigquery.TableConstraints;
import com.google.cloud.bigquery.TimePartitioning;

import java.util.List;
import java.util.Optional;

/** Reads what the REST interface says about a table. */
@Internal
final class DescribedTable {

    private DescribedTable() {}

    static TableDescription of(TableName name, Table table) {
        com.google.cloud.bigquery.TableDefinition definition = table.getDefinition();
        Optional<StandardTableDefinition> standard =
                definition instanceof StandardTableDefinition found
                        ? Optional.of(found)
                        : Optional.empty();
        return new TableDescription(
                name,
                kind(definition.getType()),
                RestFields.schema(definition.getSchema()),
                primaryKey(table, standard),
                standard.map(StandardTableDefinition::getLocation).orElse(""),
                table.getNumRows() == null ? 0 : table.getNumRows().longValue(),
                table.getNumBytes() == null ? 0 : table.getNumBytes(),
                standard.map(DescribedTable::layout).orElse(TableDefinition.Layout.PLAIN),
                Optional.ofNullable(table.getDescription()).orElse(""));
    }

    private static TableDefinition.Layout layout(StandardTableDefinition table) {
        Optional<TimePartitioning> partitions = Optional.ofNullable(table.getTimePartitioning());
        return new TableDefinition.Layout(
                partitions.map(TimePartitioning::getField).orElse(""),
                partitions
                        .map(by -> TableDefinition.PartitionType.valueOf(by.getType().name()))
                        .orElse(TableDefinition.PartitionType.DAY),
                partitions.map(TimePartitioning::getExpirationMs).orElse(0L),
                Optional.ofNullable(table.getClustering())
                        .map(Clustering::getFields)
                        .orElse(List.of()));
    }

    private static TableDescription.Kind kind(com.google.cloud.bigquery.TableDefinition.Type type) {
        return switch (type.name()) {
            case "TABLE" -> TableDescription.Kind.TABLE;
            case "VIEW", "MATERIALIZED_VIEW", "EXTERNAL" -> TableDescription.Kind.VIEW;
            default -> TableDescription.Kind.READ_ONLY;
        };
    }

    /** The library knows two places for them. */
    private static List<String> primaryKey(
            Table table, Optional<StandardTableDefinition> standard) {
        return Optional.ofNullable(table.getTableConstraints())
                .or(() -> standard.map(StandardTableDefinition::getTableConstraints))
                .map(TableConstraints::getPrimaryKey)
                .map(key -> key.getColumns())
                .orElse(List.of());
    }
}
