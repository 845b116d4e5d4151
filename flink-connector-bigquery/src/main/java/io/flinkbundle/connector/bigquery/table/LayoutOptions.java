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

import io.flinkbundle.connector.bigquery.client.TableDefinition;
import io.flinkbundle.connector.common.options.OptionChecks;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.SINK_CREATE_CLUSTERING;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.SINK_CREATE_EXPIRATION;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.SINK_CREATE_PARTITION_FIELD;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.SINK_CREATE_PARTITION_TYPE;

/** How the rows of a table are laid out, as options. */
@Internal
public final class LayoutOptions {

    private static final int MAX_CLUSTERING = 4;

    private LayoutOptions() {}

    /** All of them. */
    public static Set<ConfigOption<?>> all() {
        return Set.of(
                SINK_CREATE_PARTITION_FIELD,
                SINK_CREATE_PARTITION_TYPE,
                SINK_CREATE_EXPIRATION,
                SINK_CREATE_CLUSTERING);
    }

    /**
     * @param columns of the table
     * @throws ValidationException if an option is wrong, or has no effect
     */
    public static TableDefinition.Layout read(ReadableConfig config, List<String> columns) {
        OptionChecks checks = new OptionChecks(config);
        checks.refuseUnused(
                SINK_CREATE_PARTITION_TYPE,
                checks.isSet(SINK_CREATE_PARTITION_FIELD) || checks.isSet(SINK_CREATE_EXPIRATION),
                "'sink.create.partition-field' or 'sink.create.expiration' is set");
        List<String> clustering = config.getOptional(SINK_CREATE_CLUSTERING).orElse(List.of());
        if (clustering.size() > MAX_CLUSTERING) {
            throw OptionChecks.invalid(SINK_CREATE_CLUSTERING, clustering, "at most four columns");
        }
        clustering.forEach(column -> checkColumn(SINK_CREATE_CLUSTERING, column, columns));
        config.getOptional(SINK_CREATE_PARTITION_FIELD)
                .ifPresent(column -> checkColumn(SINK_CREATE_PARTITION_FIELD, column, columns));
        return new TableDefinition.Layout(
                config.getOptional(SINK_CREATE_PARTITION_FIELD).orElse(""),
                config.get(SINK_CREATE_PARTITION_TYPE),
                config.getOptional(SINK_CREATE_EXPIRATION).map(Duration::toMillis).orElse(0L),
                clustering);
    }

    private static void checkColumn(ConfigOption<?> option, String column, List<String> columns) {
        if (!columns.contains(column)) {
            throw new ValidationException(
                    "Option '"
                            + option.key()
                            + "' names the column '"
                            + column
                            + "', which the table does not have. Its columns are: "
                            + String.join(", ", columns)
                            + ".");
        }
    }

    /**
     * The opposite of {@link #read}; none for a table that is neither partitioned nor clustered.
     */
    public static Map<String, String> write(TableDefinition.Layout layout) {
        Map<String, String> options = new TreeMap<>();
        if (!layout.partitionField().isEmpty()) {
            options.put(SINK_CREATE_PARTITION_FIELD.key(), layout.partitionField());
        }
        layout.expiration()
                .ifPresent(
                        kept -> options.put(SINK_CREATE_EXPIRATION.key(), kept.toMillis() + " ms"));
        if (!options.isEmpty()) {
            options.put(SINK_CREATE_PARTITION_TYPE.key(), layout.partitionType().toString());
        }
        if (!layout.clustering().isEmpty()) {
            options.put(SINK_CREATE_CLUSTERING.key(), String.join(";", layout.clustering()));
        }
        return options;
    }
}
