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

package io.flinkbundle.connector.influxdb3.catalog;

import io.flinkbundle.connector.influxdb3.table.ConnectionOptions;
import io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.catalog.Catalog;
import org.apache.flink.table.factories.CatalogFactory;
import org.apache.flink.table.factories.FactoryUtil;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Creates a {@link InfluxDb3Catalog} for {@code CREATE CATALOG … WITH ('type' = 'influxdb3')}. */
@Internal
public final class InfluxDb3CatalogFactory implements CatalogFactory {

    @Override
    public String factoryIdentifier() {
        return "influxdb3";
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(InfluxDb3ConnectorOptions.URL, InfluxDb3CatalogOptions.DEFAULT_DATABASE);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of(
                InfluxDb3ConnectorOptions.TOKEN,
                InfluxDb3ConnectorOptions.TOKEN_FILE,
                InfluxDb3ConnectorOptions.SSL_TRUSTSTORE_PATH,
                InfluxDb3ConnectorOptions.SSL_TRUSTSTORE_PASSWORD,
                InfluxDb3ConnectorOptions.SSL_TRUSTSTORE_PASSWORD_FILE,
                InfluxDb3ConnectorOptions.SSL_VERIFY);
    }

    @Override
    public Catalog createCatalog(Context context) {
        FactoryUtil.CatalogFactoryHelper helper =
                FactoryUtil.createCatalogFactoryHelper(this, context);
        helper.validate();
        String defaultDatabase = helper.getOptions().get(InfluxDb3CatalogOptions.DEFAULT_DATABASE);
        Map<String, String> ofTables = new TreeMap<>(context.getOptions());
        ofTables.remove(InfluxDb3CatalogOptions.DEFAULT_DATABASE.key());
        Configuration connection = Configuration.fromMap(ofTables);
        connection.set(InfluxDb3ConnectorOptions.DATABASE, defaultDatabase);
        return new InfluxDb3Catalog(
                context.getName(), defaultDatabase, ConnectionOptions.of(connection), ofTables);
    }
}
