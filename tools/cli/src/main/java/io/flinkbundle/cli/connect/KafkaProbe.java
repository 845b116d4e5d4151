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
import io.flinkbundle.cli.text.NearestName;
import io.flinkbundle.connector.common.probe.ConnectorProbe;
import io.flinkbundle.connector.common.probe.ProbeReport;
import io.flinkbundle.connector.common.probe.ProbeRequest;
import io.flinkbundle.connector.common.probe.ProbeStep.Check;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.logical.RowType;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
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
        try (Admin admin = Admin.create(properties(request))) {
            int brokers =
                    admin.describeCluster().nodes().get(TIMEOUT_SECONDS, TimeUnit.SECONDS).size();
            report.ok(
                            Check.REACHABLE,
                            brokers == 1 ? "1 broker answers" : brokers + " brokers answer")
                    .ok(Check.AUTHENTICATED, "the login is accepted");
            String topics = request.options().getOrDefault(targetOption(), "");
            return topics.isBlank()
                    ? report.done()
                    : look(admin, List.of(topics.split(";")), report);
        } catch (ExecutionException e) {
            return failure(report, e.getCause(), request);
        } catch (TimeoutException | KafkaException e) {
            return failure(report, e, request);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return report.failed(Check.REACHABLE, "The check was interrupted.");
        }
    }

    private static ProbeReport look(Admin admin, List<String> topics, ProbeReport.Builder report)
            throws ExecutionException, InterruptedException, TimeoutException {
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
                admin.describeTopics(topics).topicNameValues().entrySet()) {
            try {
                topic.getValue().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                    return missing(admin, topic.getKey(), report);
                }
                throw e;
            }
        }
        return report.ok(Check.PERMITTED, "topics may be described")
                .ok(Check.EXISTS, "topic '" + String.join("', '", topics) + "' is there")
                .done();
    }

    private static ProbeReport missing(Admin admin, String topic, ProbeReport.Builder report)
            throws ExecutionException, InterruptedException, TimeoutException {
        Set<String> there = admin.listTopics().names().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        String hint =
                NearestName.of(topic, List.copyOf(there))
                        .map("; did you mean '%s'?"::formatted)
                        .orElse(".");
        return report.failed(Check.EXISTS, "There is no topic '" + topic + "'" + hint);
    }

    private static ProbeReport failure(
            ProbeReport.Builder report, Throwable failure, ProbeRequest request) {
        if (failure instanceof TimeoutException
                || failure instanceof org.apache.kafka.common.errors.TimeoutException) {
            return report.failed(
                    Check.REACHABLE,
                    "No broker of '%s' answered within %d s. Check 'properties.bootstrap.servers'."
                            .formatted(
                                    request.options().get("properties.bootstrap.servers"),
                                    TIMEOUT_SECONDS));
        }
        if (failure instanceof AuthenticationException) {
            return report.failed(Check.AUTHENTICATED, Failures.messageOf(failure));
        }
        return report.failed(
                failure instanceof AuthorizationException ? Check.PERMITTED : Check.REACHABLE,
                Failures.explain(failure));
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
