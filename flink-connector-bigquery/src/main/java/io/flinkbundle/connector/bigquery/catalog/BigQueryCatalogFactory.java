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

package io.flinkbundle.connector.bigquery.catalog;

import io.flinkbundle.connector.bigquery.table.BigQueryConnectorOptions;
import io.flinkbundle.connector.bigquery.table.BigQueryDynamicTableFactory;
import io.flinkbundle.connector.bigquery.table.ConnectionOptions;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.Catalog;
import org.apache.flink.table.factories.CatalogFactory;
import org.apache.flink.table.factories.FactoryUtil;

import com.google.cloud.ServiceOptions;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Creates a {@link BigQueryCatalog} for {@code CREATE CATALOG … WITH ('type' = 'bigquery')}. */
@Internal
public final class BigQueryCatalogFactory implements CatalogFactory {

    @Override
    public String factoryIdentifier() {
        return BigQueryDynamicTableFactory.IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(BigQueryCatalogOptions.DEFAULT_DATABASE);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        Set<ConfigOption<?>> options = new HashSet<>(ConnectionOptions.all());
        options.add(BigQueryConnectorOptions.PROJECT);
        options.add(BigQueryConnectorOptions.LOCATION);
        options.add(BigQueryConnectorOptions.TEMP_DATASET);
        options.add(BigQueryConnectorOptions.TEMP_GCS_BUCKET);
        return options;
    }

    @Override
    public Catalog createCatalog(Context context) {
        FactoryUtil.CatalogFactoryHelper helper =
                FactoryUtil.createCatalogFactoryHelper(this, context);
        helper.validate();
        ReadableConfig options = helper.getOptions();
        String project =
                options.getOptional(BigQueryConnectorOptions.PROJECT)
                        .or(() -> Optional.ofNullable(ServiceOptions.getDefaultProjectId()))
                        .orElseThrow(
                                () ->
                                        new ValidationException(
                                                "The project of the catalog is not known: set"
                                                        + " 'project'."));
        Map<String, String> ofTables = new TreeMap<>(context.getOptions());
        ofTables.remove(BigQueryCatalogOptions.DEFAULT_DATABASE.key());
        ofTables.remove(BigQueryConnectorOptions.PROJECT.key());
        ofTables.remove(BigQueryConnectorOptions.LOCATION.key());
        ofTables.putIfAbsent(BigQueryConnectorOptions.BILLING_PROJECT.key(), project);
        return new BigQueryCatalog(
                context.getName(),
                options.get(BigQueryCatalogOptions.DEFAULT_DATABASE),
                new Service(new ConnectionOptions(options).read(), project),
                options.getOptional(BigQueryConnectorOptions.LOCATION).orElse(""),
                ofTables);
    }
}
