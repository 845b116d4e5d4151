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

package io.flinkbundle.examples.datastream;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.formats.json.JsonDeserializationSchema;
import org.apache.flink.formats.json.JsonSerializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.TableDescriptor;
import org.apache.flink.table.api.bridge.java.StreamStatementSet;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;

import java.math.BigDecimal;
import java.util.List;

/**
 * {@code sql/03-kafka-to-jdbc.sql} in Java: orders of a Kafka topic become a table, a query keeps
 * the sum of each customer, its changes are a stream again, and as a table that changes they go
 * into a database.
 */
public final class KafkaToJdbc {

    private static final String TOPIC = "orders-java";
    private static final long CHECKPOINT_MILLIS = 1_000;
    private static final String FLUSH_INTERVAL = "500 ms";

    private static final Schema REVENUE =
            Schema.newBuilder()
                    .column("customer", DataTypes.STRING().notNull())
                    .column("orders", DataTypes.BIGINT())
                    .column("amount", DataTypes.DECIMAL(10, 2))
                    .primaryKey("customer")
                    .build();

    private final String bootstrapServers;
    private final String jdbcUrl;
    private final String jdbcDriver;

    /** What goes through the topic, as a JSON document. */
    public record Order(String customer, BigDecimal amount) {}

    public KafkaToJdbc(String bootstrapServers, String jdbcUrl, String jdbcDriver) {
        this.bootstrapServers = bootstrapServers;
        this.jdbcUrl = jdbcUrl;
        this.jdbcDriver = jdbcDriver;
    }

    /** Runs it with the systems of the environment variables; ends when it is stopped. */
    public static void main(String[] args) throws Exception {
        KafkaToJdbc job =
                new KafkaToJdbc(
                        System.getenv("KAFKA_BOOTSTRAP_SERVERS"),
                        System.getenv("JDBC_URL"),
                        System.getenv("JDBC_DRIVER"));
        job.order(List.of(new Order("ada", new BigDecimal("10.00"))));
        job.start().getJobExecutionResult().get();
    }

    /** Writes orders into the topic. */
    public void order(List<Order> orders) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        KafkaSink<Order> sink =
                KafkaSink.<Order>builder()
                        .setBootstrapServers(bootstrapServers)
                        .setRecordSerializer(
                                KafkaRecordSerializationSchema.<Order>builder()
                                        .setTopic(TOPIC)
                                        .setValueSerializationSchema(
                                                new JsonSerializationSchema<>())
                                        .build())
                        .build();
        env.fromData(orders).sinkTo(sink);
        env.execute("orders");
    }

    /** Starts the job that keeps the table {@code revenue_java} up to date. */
    public JobClient start() throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.enableCheckpointing(CHECKPOINT_MILLIS);
        StreamTableEnvironment tables = StreamTableEnvironment.create(env);
        tables.createTemporaryView("orders", orders(env));
        Table revenue =
                tables.sqlQuery(
                        "SELECT `customer`, COUNT(*) AS `orders`, CAST(SUM(`amount`) AS DECIMAL(10, 2)) AS `amount`"
                                + " FROM orders GROUP BY `customer`");
        // Each change is a row with its kind; here is the place for what SQL cannot say.
        DataStream<Row> changes = tables.toChangelogStream(revenue);
        StreamStatementSet statements = tables.createStatementSet();
        statements.addInsert(database(), tables.fromChangelogStream(changes, REVENUE));
        statements.attachAsDataStream();
        return env.executeAsync("revenue");
    }

    private DataStream<Order> orders(StreamExecutionEnvironment env) {
        KafkaSource<Order> source =
                KafkaSource.<Order>builder()
                        .setBootstrapServers(bootstrapServers)
                        .setTopics(TOPIC)
                        .setStartingOffsets(OffsetsInitializer.earliest())
                        .setValueOnlyDeserializer(new JsonDeserializationSchema<>(Order.class))
                        .build();
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), "orders");
    }

    /** The connector looks for a row of the key, and updates or inserts it. */
    private TableDescriptor database() {
        return TableDescriptor.forConnector("jdbc")
                .schema(REVENUE)
                .option("url", jdbcUrl)
                .option("driver", jdbcDriver)
                .option("table-name", "revenue_java")
                .option("sink.buffer-flush.interval", FLUSH_INTERVAL)
                .build();
    }
}
