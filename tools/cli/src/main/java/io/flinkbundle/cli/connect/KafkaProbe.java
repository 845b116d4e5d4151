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

package io.flinkbundle.cli.connect;

import io.flinkbundle.cli.Failures;
import io.flinkbundle.connector.common.probe.ConnectorProbe;
import io.flinkbundle.connector.common.probe.ProbeReport;
import io.flinkbundle.connector.common.probe.ProbeRequest;
import io.flinkbundle.connector.common.probe.ProbeStep.Check;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.logical.RowType;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks Kafka's brokers for the topics of a table. */
@Internal
public class KafkaProbe implements ConnectorProbe {

    private static final String PREFIX = "properties.";
    private static final int TIMEOUT_SECONDS = 10;

    @Override
    public String factoryIdentifier() {
        return "kafka";
    }

    @Override
    public String targetOption() {
        return "topic";
    }

    @Override
    public ProbeReport probe(ProbeRequest request) {
        ProbeReport.Builder report = new ProbeReport.Builder();
        List<String> topics =
                Arrays.asList(request.options().getOrDefault(targetOption(), "").split(";"));
        try (Admin admin = Admin.create(properties(request))) {
            int brokers =
                    admin.describeCluster().nodes().get(TIMEOUT_SECONDS, TimeUnit.SECONDS).size();
            report.ok(Check.REACHABLE, brokers + " brokers answer")
                    .ok(Check.AUTHENTICATED, "the login is accepted");
            if (!topics.get(0).isBlank()) {
                admin.describeTopics(topics).allTopicNames().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
                report.ok(Check.PERMITTED, "topics may be described")
                        .ok(Check.EXISTS, "'" + String.join("', '", topics) + "' is there");
            }
            return report.done();
        } catch (ExecutionException e) {
            return refused(report, e.getCause(), topics);
        } catch (TimeoutException e) {
            return report.failed(
                    Check.REACHABLE,
                    "No broker of '%s' answered within %d s. Check 'properties.bootstrap.servers'."
                            .formatted(
                                    request.options().get("properties.bootstrap.servers"),
                                    TIMEOUT_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return report.failed(Check.REACHABLE, "The check was interrupted.");
        } catch (KafkaException e) {
            return report.failed(Check.REACHABLE, Failures.explain(e));
        }
    }

    private static ProbeReport refused(
            ProbeReport.Builder report, Throwable cause, List<String> topics) {
        if (cause instanceof UnknownTopicOrPartitionException) {
            return report.failed(
                    Check.EXISTS,
                    "One of the topics '%s' does not exist: %s"
                            .formatted(String.join("', '", topics), cause.getMessage()));
        }
        if (cause instanceof AuthenticationException) {
            return report.failed(Check.AUTHENTICATED, Failures.messageOf(cause));
        }
        return report.failed(
                cause instanceof AuthorizationException ? Check.PERMITTED : Check.REACHABLE,
                Failures.messageOf(cause));
    }

    private static Properties properties(ProbeRequest request) {
        Properties properties = new Properties();
        request.options()
                .forEach(
                        (key, value) -> {
                            if (key.startsWith(PREFIX)) {
                                properties.put(key.substring(PREFIX.length()), value);
                            }
                        });
        int millis = (int) TimeUnit.SECONDS.toMillis(TIMEOUT_SECONDS);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        return properties;
    }

    @Override
    public List<String> targets(ProbeRequest request) throws IOException {
        try (Admin admin = Admin.create(properties(request))) {
            return admin.listTopics().names().get(TIMEOUT_SECONDS, TimeUnit.SECONDS).stream()
                    .sorted()
                    .toList();
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new IOException("Kafka does not list its topics: " + Failures.explain(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Listing the topics was interrupted.");
        }
    }

    @Override
    public String creation(String name, RowType columns, List<String> primaryKey) {
        return "kafka-topics.sh --bootstrap-server HOST:9092 --create --topic " + name;
    }
}
