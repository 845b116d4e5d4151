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

package io.flinkbundle.cli.explain;

import io.flinkbundle.cli.Failures;
import io.flinkbundle.cli.inventory.FactoryInventory;
import io.flinkbundle.cli.inventory.FactoryKind;
import io.flinkbundle.cli.text.NearestName;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says which jar brings what is not there, or which name was meant. */
final class MissingFactory {

    private static final Pattern NO_FACTORY =
            Pattern.compile(
                    "Could not find any (format )?factory for identifier '([^']*)'"
                            + "(?: that implements '([\\w.$]+)')?");

    /** Where connectors and formats come from that people use beside ours. */
    private static final Map<String, String> JARS =
            Map.ofEntries(
                    Map.entry("kafka", "flink-sql-connector-kafka"),
                    Map.entry("upsert-kafka", "flink-sql-connector-kafka"),
                    Map.entry("jdbc", "flink-connector-jdbc and the database's driver"),
                    Map.entry("mysql-cdc", "flink-sql-connector-mysql-cdc, of Flink CDC"),
                    Map.entry("postgres-cdc", "flink-sql-connector-postgres-cdc, of Flink CDC"),
                    Map.entry("oceanbase-cdc", "flink-sql-connector-oceanbase-cdc, of Flink CDC"),
                    Map.entry("mongodb", "flink-sql-connector-mongodb"),
                    Map.entry("elasticsearch-7", "flink-sql-connector-elasticsearch7"),
                    Map.entry("kinesis", "flink-sql-connector-kinesis"),
                    Map.entry("iceberg", "iceberg-flink-runtime"),
                    Map.entry("paimon", "paimon-flink"),
                    Map.entry("clickhouse", "flink-connector-clickhouse"),
                    Map.entry("duckdb", "flink-sql-connector-duckdb"),
                    Map.entry("redis", "flink-sql-connector-redis-streams"),
                    Map.entry("redis-streams", "flink-sql-connector-redis-streams"),
                    Map.entry("influxdb3", "flink-sql-connector-influxdb3"),
                    Map.entry("pubsub", "flink-sql-connector-pubsub"),
                    Map.entry("bigquery", "flink-sql-connector-bigquery"),
                    Map.entry("avro", "flink-sql-avro"),
                    Map.entry("avro-confluent", "flink-sql-avro-confluent-registry"),
                    Map.entry("parquet", "flink-sql-parquet"),
                    Map.entry("orc", "flink-sql-orc"),
                    Map.entry("protobuf", "flink-sql-protobuf"));

    private final FactoryInventory inventory;

    MissingFactory(FactoryInventory inventory) {
        this.inventory = inventory;
    }

    Optional<Explanation> explain(Throwable failure) {
        return Failures.chain(failure).stream()
                .map(each -> NO_FACTORY.matcher(Failures.messageOf(each)))
                .filter(Matcher::find)
                .findFirst()
                .map(
                        found ->
                                of(
                                        found.group(1) == null
                                                ? kindOf(String.valueOf(found.group(3)))
                                                : FactoryKind.FORMAT,
                                        found.group(2)));
    }

    /** For an identifier that is not there. */
    Explanation of(FactoryKind kind, String name) {
        String message = "There is no %s '%s' on the class path.".formatted(kind, name);
        String jar = JARS.get(name);
        String hint;
        if (jar != null) {
            hint =
                    "It is in the jar %s: put that into Flink's lib folder, and name it here with --lib."
                            .formatted(jar);
        } else {
            List<String> names = inventory.names(kind);
            hint =
                    NearestName.of(name, names)
                            .map("Did you mean '%s'?"::formatted)
                            .orElse(
                                    "'flink-conn connectors list' shows what there is. If its jar is in"
                                            + " your Flink, name that with --lib.");
        }
        return Explanation.of("jar", message, hint).at("'" + name + "'");
    }

    private static FactoryKind kindOf(String factoryClass) {
        if (factoryClass.endsWith("FormatFactory")) {
            return FactoryKind.FORMAT;
        }
        return factoryClass.endsWith("CatalogFactory")
                ? FactoryKind.CATALOG
                : FactoryKind.CONNECTOR;
    }
}
