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

package io.flinkbundle.chaos.scenario;

import io.flinkbundle.chaos.load.PubSubOrigin;
import io.flinkbundle.chaos.load.RedisOrigin;
import io.flinkbundle.chaos.process.EmulatorProcess;
import io.flinkbundle.chaos.process.Layout;
import io.flinkbundle.chaos.process.Ports;
import io.flinkbundle.chaos.process.PubSubProcess;
import io.flinkbundle.chaos.process.RedisProcess;
import io.flinkbundle.chaos.process.Server;

import org.apache.flink.annotation.Internal;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** A connector and what it promises. */
@Internal
public enum Scenario {
    REDIS_EXACTLY_ONCE("redis-streams/exactly-once", true) {
        @Override
        public Stage open(Layout layout, RedisProcess redis) {
            return fromRedis(redis, new RedisTarget(redis, "exactly-once"), redis);
        }
    },
    REDIS_AT_LEAST_ONCE("redis-streams/at-least-once", false) {
        @Override
        public Stage open(Layout layout, RedisProcess redis) {
            return fromRedis(redis, new RedisTarget(redis, "at-least-once"), redis);
        }
    },
    DUCKDB_EXACTLY_ONCE("duckdb/exactly-once", true) {
        @Override
        public Stage open(Layout layout, RedisProcess redis) throws InterruptedException {
            return fromRedis(redis, new DuckDbTarget(layout), redis);
        }
    },
    INFLUXDB3("influxdb3/effectively-once", true) {
        @Override
        public Stage open(Layout layout, RedisProcess redis) throws InterruptedException {
            int port = Ports.free();
            EmulatorProcess server =
                    EmulatorProcess.start(
                            layout,
                            "influxdb3",
                            "io.flinkbundle.emulators.influxdb3.InfluxDb3EmulatorMain",
                            port,
                            "--port",
                            Integer.toString(port));
            return fromRedis(redis, new InfluxDb3Target(server), server);
        }
    },
    PUBSUB_AT_LEAST_ONCE("pubsub/at-least-once", false) {
        @Override
        public Stage open(Layout layout, RedisProcess redis) throws InterruptedException {
            PubSubProcess server = PubSubProcess.start(layout);
            return fromRedis(redis, new PubSubTarget(server), server);
        }
    },
    PUBSUB_EXACTLY_ONCE("pubsub/exactly-once-subscription", true) {
        @Override
        public Stage open(Layout layout, RedisProcess redis) throws InterruptedException {
            PubSubProcess server = PubSubProcess.start(layout);
            return new Stage(
                    new PubSubOrigin(server), new RedisTarget(redis, "exactly-once"), server);
        }

        @Override
        public boolean isRepeatable() {
            return false;
        }
    },
    BIGQUERY_AT_LEAST_ONCE("bigquery/at-least-once", false) {
        @Override
        public Stage open(Layout layout, RedisProcess redis) throws InterruptedException {
            return toBigQuery(layout, redis, "at-least-once");
        }
    },
    BIGQUERY_EXACTLY_ONCE("bigquery/exactly-once", true) {
        @Override
        public Stage open(Layout layout, RedisProcess redis) throws InterruptedException {
            return toBigQuery(layout, redis, "exactly-once");
        }
    };

    private final String label;
    private final boolean withoutRepetition;

    Scenario(String label, boolean withoutRepetition) {
        this.label = label;
        this.withoutRepetition = withoutRepetition;
    }

    /** Starts what the rows come from and go to. */
    public abstract Stage open(Layout layout, RedisProcess redis) throws InterruptedException;

    private static Stage fromRedis(RedisProcess redis, Target target, Server server) {
        return new Stage(new RedisOrigin(redis), target, server);
    }

    private static Stage toBigQuery(Layout layout, RedisProcess redis, String guarantee)
            throws InterruptedException {
        int restPort = Ports.free();
        int grpcPort = Ports.free();
        EmulatorProcess server =
                EmulatorProcess.start(
                        layout,
                        "bigquery",
                        "io.flinkbundle.emulators.bigquery.BigQueryEmulatorMain",
                        grpcPort,
                        "--port",
                        Integer.toString(restPort),
                        "--grpc-port",
                        Integer.toString(grpcPort));
        return fromRedis(redis, new BigQueryTarget(server, restPort, guarantee), server);
    }

    /** Connector and guarantee, as the command line takes it. */
    public String label() {
        return label;
    }

    /** The name of the folder of its files. */
    public String folder() {
        return label.replace('/', '-');
    }

    /** Whether a row may arrive only once. */
    public boolean isWithoutRepetition() {
        return withoutRepetition;
    }

    /** Whether the origin still has rows that the job has read long ago. */
    public boolean isRepeatable() {
        return true;
    }

    public static Optional<Scenario> of(String label) {
        return Arrays.stream(values()).filter(each -> each.label.equals(label)).findFirst();
    }

    public static String labels() {
        return Arrays.stream(values()).map(Scenario::label).collect(Collectors.joining(", "));
    }
}
