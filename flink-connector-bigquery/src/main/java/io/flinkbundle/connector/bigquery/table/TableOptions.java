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

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;

import com.google.cloud.ServiceOptions;

import java.util.Optional;
import java.util.Set;

import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.DATASET;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.PROJECT;
import static io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions.TABLE_NAME;

/** Reads the options that name a table. */
@Internal
final class TableOptions {

    /** What a name consists of where it says everything. */
    private static final int PARTS = 3;

    private TableOptions() {}

    static Set<ConfigOption<?>> all() {
        return Set.of(TABLE_NAME, PROJECT, DATASET);
    }

    /** The project that is named, or else that of the credentials. */
    static Optional<String> project(ReadableConfig config) {
        return config.getOptional(PROJECT)
                .or(() -> Optional.ofNullable(ServiceOptions.getDefaultProjectId()));
    }

    /**
     * @throws ValidationException if a part of the name is missing, or is no name
     */
    static TableName read(ReadableConfig config) {
        String name =
                config.getOptional(TABLE_NAME)
                        .orElseThrow(
                                () ->
                                        new ValidationException(
                                                "Option 'table-name' is missing: it names the table,"
                                                        + " for example 'project.dataset.table'."));
        Optional<String> project =
                name.split("\\.").length < PARTS ? project(config) : config.getOptional(PROJECT);
        try {
            return TableName.parse(name, project, config.getOptional(DATASET));
        } catch (IllegalArgumentException e) {
            throw new ValidationException("Option 'table-name' is wrong. " + e.getMessage(), e);
        }
    }
}
