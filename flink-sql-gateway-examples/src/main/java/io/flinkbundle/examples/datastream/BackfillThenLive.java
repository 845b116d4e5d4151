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

import io.flinkbundle.connector.common.secret.Secret;
import io.flinkbundle.connector.duckdb.sink.DuckDbSink;
import io.flinkbundle.connector.duckdb.source.DuckDbSource;
import io.flinkbundle.connector.influxdb3.client.InfluxDb3ConnectionOptions;
import io.flinkbundle.connector.influxdb3.client.PointKey;
import io.flinkbundle.connector.influxdb3.sink.InfluxDb3Sink;
import io.flinkbundle.connector.redis.client.RedisConnectionOptions;
import io.flinkbundle.connector.redis.sink.RedisStreamsSerializationSchema;
import io.flinkbundle.connector.redis.sink.RedisStreamsSink;
import io.flinkbundle.connector.redis.source.RedisStreamsDeserializationSchema;
import io.flinkbundle.connector.redis.source.RedisStreamsSource;
import io.flinkbundle.connector.redis.source.StartupMode;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.base.source.hybrid.HybridSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.formats.json.JsonDeserializationSchema;
import org.apache.flink.formats.json.JsonSerializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.DataType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * {@code sql/11-backfill-then-live.sql} in Java, with one job in place of two: a hybrid source
 * reads the history in a DuckDB table to its end, and goes over to the news in a Redis stream. All
 * readings become points of InfluxDB 3, those that are in both of them once.
 */
public final class BackfillThenLive {

    private static final String STREAM = "backfill-java";
    private static final String PAYLOAD = "payload";
    private static final String HISTORY = "history_java";
    private static final DataType ROW =
            DataTypes.ROW(
                    DataTypes.FIELD("room", DataTypes.STRING()),
                    DataTypes.FIELD("celsius", DataTypes.DOUBLE()),
                    DataTypes.FIELD("millis", DataTypes.BIGINT()));

    private static final PointKey MEASUREMENT = PointKey.measurement("temperatures_java");
    private static final PointKey ROOM = PointKey.of("room");
    private static final PointKey CELSIUS = PointKey.of("celsius");
    private static final Duration FLUSH_INTERVAL = Duration.ofMillis(200);
    private static final long CHECKPOINT_MILLIS = 1_000;

    private final String duckDbPath;
    private final RedisConnectionOptions redis;
    private final InfluxDb3ConnectionOptions influxDb;

    /** What is in the table and, as a JSON document, in the stream. */
    public record Reading(String room, double celsius, long millis) {}

    public BackfillThenLive(
            String duckDbPath, RedisConnectionOptions redis, InfluxDb3ConnectionOptions influxDb) {
        this.duckDbPath = duckDbPath;
        this.redis = redis;
        this.influxDb = influxDb;
    }

    /** Runs it with the systems of the environment variables; ends when it is stopped. */
    public static void main(String[] args) throws Exception {
        BackfillThenLive job =
                new BackfillThenLive(
                        args[0],
                        RedisConnectionOptions.builder()
                                .setHost(System.getenv("REDIS_HOST"))
                                .setPort(Integer.parseInt(System.getenv("REDIS_PORT")))
                                .build(),
                        InfluxDb3ConnectionOptions.builder()
                                .setUrl(System.getenv("INFLUXDB3_URL"))
                                .setDatabase(System.getenv("INFLUXDB3_DATABASE"))
                                .setToken(Secret.inline(System.getenv("INFLUXDB3_TOKEN")))
                                .build());
        job.start().getJobExecutionResult().get();
    }

    /** Adds readings to the history. */
    public void remember(List<Reading> readings) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromData(readings)
                .sinkTo(
                        DuckDbSink.<Reading>builder()
                                .setPath(duckDbPath)
                                .setTableName(HISTORY)
                                .setRowType(ROW)
                                .setConverter(
                                        reading ->
                                                GenericRowData.of(
                                                        StringData.fromString(reading.room()),
                                                        reading.celsius(),
                                                        reading.millis()))
                                .build());
        env.execute("history");
    }

    /** Adds readings to the news. */
    public void report(List<Reading> readings) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromData(readings)
                .sinkTo(
                        RedisStreamsSink.<Reading>builder()
                                .setConnection(redis)
                                .setStreams(STREAM)
                                .setSerializer(
                                        RedisStreamsSerializationSchema.payload(
                                                PAYLOAD, new JsonSerializationSchema<>()))
                                .build());
        env.execute("news");
    }

    /** Starts the job that reads both, one after the other, and does not end. */
    public JobClient start() throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.enableCheckpointing(CHECKPOINT_MILLIS);
        StreamTableEnvironment tables = StreamTableEnvironment.create(env);
        DataStream<Reading> readings =
                env.fromSource(
                        HybridSource.builder(history()).addSource(news()).build(),
                        WatermarkStrategy.noWatermarks(),
                        "history, then news",
                        TypeInformation.of(Reading.class));
        tables.createTemporaryView("readings", readings);
        Table plausible =
                tables.sqlQuery(
                        "SELECT `room`, `celsius`, `millis` FROM readings WHERE `celsius` > -90");
        tables.toDataStream(plausible, Reading.class).sinkTo(points());
        return env.executeAsync("temperatures");
    }

    private DuckDbSource<Reading> history() {
        return DuckDbSource.builder(
                        row ->
                                new Reading(
                                        row.getString(0).toString(),
                                        row.getDouble(1),
                                        row.getLong(2)),
                        TypeInformation.of(Reading.class))
                .setPath(duckDbPath)
                .setTableName(HISTORY)
                .setRowType(ROW)
                .build();
    }

    private RedisStreamsSource<Reading> news() {
        return RedisStreamsSource.<Reading>builder()
                .setConnection(redis)
                .setStreams(STREAM)
                .setStartupMode(StartupMode.earliest())
                .setDeserializer(
                        RedisStreamsDeserializationSchema.payload(
                                PAYLOAD, new JsonDeserializationSchema<>(Reading.class)))
                .build();
    }

    private InfluxDb3Sink<Reading> points() {
        return InfluxDb3Sink.<Reading>builder()
                .setConnection(influxDb)
                .setSerializer(
                        (reading, point) ->
                                point.measurement(MEASUREMENT)
                                        .tag(ROOM, reading.room())
                                        .field(CELSIUS, reading.celsius())
                                        .time(Instant.ofEpochMilli(reading.millis())))
                .setBufferFlushInterval(FLUSH_INTERVAL)
                .build();
    }
}
