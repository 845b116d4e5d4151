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

import io.flinkbundle.chaos.process.Layout;
import io.flinkbundle.chaos.process.RedisProcess;

import org.apache.flink.annotation.Internal;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** A connector and what it promises. The rows always come from Redis streams. */
@Internal
public enum Scenario {
    REDIS_EXACTLY_ONCE("redis-streams/exactly-once", true) {
        @Override
        public Target open(Layout layout, RedisProcess redis) {
            return new RedisTarget(redis.port(), "exactly-once");
        }
    },
    REDIS_AT_LEAST_ONCE("redis-streams/at-least-once", false) {
        @Override
        public Target open(Layout layout, RedisProcess redis) {
            return new RedisTarget(redis.port(), "at-least-once");
        }
    },
    DUCKDB_EXACTLY_ONCE("duckdb/exactly-once", true) {
        @Override
        public Target open(Layout layout, RedisProcess redis) {
            return new DuckDbTarget(layout);
        }
    },
    INFLUXDB3("influxdb3/effectively-once", true) {
        @Override
        public Target open(Layout layout, RedisProcess redis) throws InterruptedException {
            return new InfluxDb3Target(layout);
        }
    };

    private final String label;
    private final boolean withoutRepetition;

    Scenario(String label, boolean withoutRepetition) {
        this.label = label;
        this.withoutRepetition = withoutRepetition;
    }

    /** Starts what the rows go to. */
    public abstract Target open(Layout layout, RedisProcess redis) throws InterruptedException;

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

    public static Optional<Scenario> of(String label) {
        return Arrays.stream(values()).filter(each -> each.label.equals(label)).findFirst();
    }

    public static String labels() {
        return Arrays.stream(values()).map(Scenario::label).collect(Collectors.joining(", "));
    }
}
