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

package io.flinkbundle.examples.systems;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The systems that scripts use, each known by the placeholders that belong to it. A placeholder is
 * also the name of an environment variable: where the first one of a system is set, that system is
 * not started, and the script uses the one that the variables name.
 */
public enum SystemKind {
    REDIS(RedisSystem::new, "REDIS_PORT", "REDIS_HOST"),
    KAFKA(KafkaSystem::new, "KAFKA_BOOTSTRAP_SERVERS"),
    JDBC(JdbcSystem::new, "JDBC_URL", "JDBC_DRIVER"),
    INFLUXDB3(InfluxDb3System::new, "INFLUXDB3_URL", "INFLUXDB3_DATABASE", "INFLUXDB3_TOKEN"),
    PUBSUB(PubSubSystem::new, "PUBSUB_PROJECT", "PUBSUB_CONNECTION"),
    BIGQUERY(BigQuerySystem::new, "BIGQUERY_PROJECT", "BIGQUERY_CONNECTION");

    private final Supplier<ExternalSystem> embedded;
    private final List<String> variables;

    SystemKind(Supplier<ExternalSystem> embedded, String... variables) {
        this.embedded = embedded;
        this.variables = List.of(variables);
    }

    /** The system that a placeholder belongs to, if it does to any. */
    public static Optional<SystemKind> of(String placeholder) {
        return Stream.of(values()).filter(kind -> kind.variables.contains(placeholder)).findFirst();
    }

    /** As it is called in a script. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The environment variables that replace it, the decisive one first. */
    public List<String> variables() {
        return variables;
    }

    ExternalSystem start() {
        return embedded.get();
    }
}
