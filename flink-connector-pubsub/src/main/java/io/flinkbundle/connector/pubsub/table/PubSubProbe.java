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

package io.flinkbundle.connector.pubsub.table;

import io.flinkbundle.connector.common.probe.ConnectorProbe;
import io.flinkbundle.connector.common.probe.FoundTable;
import io.flinkbundle.connector.common.probe.ProbeReport;
import io.flinkbundle.connector.common.probe.ProbeRequest;
import io.flinkbundle.connector.common.probe.ProbeStep.Check;
import io.flinkbundle.connector.common.probe.SampledColumns;
import io.flinkbundle.connector.pubsub.client.MissingResourceException;
import io.flinkbundle.connector.pubsub.client.PermissionDeniedException;
import io.flinkbundle.connector.pubsub.client.PubSubConnectionOptions;
import io.flinkbundle.connector.pubsub.client.PubSubErrors;
import io.flinkbundle.connector.pubsub.client.PubSubRequestException;
import io.flinkbundle.connector.pubsub.client.PubSubStubs;
import io.flinkbundle.connector.pubsub.client.ResourceNames;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.logical.RowType;

import com.google.api.gax.rpc.ApiException;
import com.google.cloud.pubsub.v1.stub.PublisherStub;
import com.google.cloud.pubsub.v1.stub.SubscriberStub;
import com.google.pubsub.v1.GetSubscriptionRequest;
import com.google.pubsub.v1.GetTopicRequest;
import com.google.pubsub.v1.ListTopicsRequest;
import com.google.pubsub.v1.ListTopicsResponse;
import com.google.pubsub.v1.ModifyAckDeadlineRequest;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.ReceivedMessage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Looks for a topic and a subscription. Columns are guessed from messages, which go back to the
 * subscription at once: each counts one more delivery attempt.
 */
@Internal
public final class PubSubProbe implements ConnectorProbe {

    /** Declared by name: a table that only writes does not have it. */
    private static final String SUBSCRIPTION = "subscription";

    private static final List<String> METADATA =
            List.of("`publish_time` TIMESTAMP_LTZ(3) METADATA FROM 'publish-time' VIRTUAL");

    private static final String WATERMARK =
            "WATERMARK FOR `publish_time` AS `publish_time` - INTERVAL '5' SECOND";

    @Override
    public String factoryIdentifier() {
        return PubSubDynamicTableFactory.IDENTIFIER;
    }

    @Override
    public String targetOption() {
        return PubSubConnectorOptions.TOPIC.key();
    }

    @Override
    public ProbeReport probe(ProbeRequest request) {
        PubSubConnectionOptions connection = connection(request);
        ProbeReport.Builder report = new ProbeReport.Builder();
        Optional<String> topic = request.config().getOptional(PubSubConnectorOptions.TOPIC);
        Optional<String> subscription = Optional.ofNullable(request.options().get(SUBSCRIPTION));
        try {
            List<String> found = new ArrayList<>();
            if (topic.isPresent() && (request.writes() || subscription.isEmpty())) {
                found.add(
                        findTopic(
                                connection,
                                name(
                                        () ->
                                                ResourceNames.topic(
                                                        topic.get(), connection.project()))));
            }
            SampledColumns columns = new SampledColumns();
            if (subscription.isPresent()) {
                String full =
                        name(
                                () ->
                                        ResourceNames.subscription(
                                                subscription.get(), connection.project()));
                found.add(findSubscription(connection, full, request, columns));
            }
            report.ok(Check.REACHABLE, "Pub/Sub answers")
                    .ok(Check.AUTHENTICATED, "the credentials are accepted")
                    .ok(Check.PERMITTED, "they may be looked at")
                    .ok(Check.EXISTS, String.join(", ", found) + " is there");
            return columns.columns().isEmpty() ? report.done() : report.done(found(columns));
        } catch (MissingResourceException e) {
            return missing(request, report, e);
        } catch (IOException e) {
            return failure(report, e);
        }
    }

    private static ProbeReport missing(
            ProbeRequest request, ProbeReport.Builder report, IOException failure) {
        report.ok(Check.REACHABLE, "Pub/Sub answers")
                .ok(Check.AUTHENTICATED, "the credentials are accepted");
        boolean created =
                !request.reads() && request.config().get(PubSubConnectorOptions.SINK_TOPIC_CREATE);
        return created
                ? report.ok(Check.EXISTS, "the topic does not exist yet; the sink creates it")
                        .done()
                : report.failed(Check.EXISTS, failure.getMessage());
    }

    private static ProbeReport failure(ProbeReport.Builder report, IOException failure) {
        if (failure instanceof PermissionDeniedException) {
            return report.ok(Check.REACHABLE, "Pub/Sub answers")
                    .ok(Check.AUTHENTICATED, "the credentials are accepted")
                    .failed(Check.PERMITTED, failure.getMessage());
        }
        return failure instanceof PubSubRequestException
                ? report.ok(Check.REACHABLE, "Pub/Sub answers")
                        .failed(Check.AUTHENTICATED, failure.getMessage())
                : report.failed(Check.REACHABLE, failure.getMessage());
    }

    private static String findTopic(PubSubConnectionOptions connection, String topic)
            throws IOException {
        try (PublisherStub stub = PubSubStubs.publisher(connection)) {
            stub.getTopicCallable().call(GetTopicRequest.newBuilder().setTopic(topic).build());
            return topic;
        } catch (ApiException e) {
            throw PubSubErrors.translate("find " + topic, e);
        }
    }

    private static String findSubscription(
            PubSubConnectionOptions connection,
            String subscription,
            ProbeRequest request,
            SampledColumns columns)
            throws IOException {
        try (SubscriberStub stub = PubSubStubs.subscriber(connection)) {
            stub.getSubscriptionCallable()
                    .call(
                            GetSubscriptionRequest.newBuilder()
                                    .setSubscription(subscription)
                                    .build());
            if (request.samples() > 0) {
                sample(stub, subscription, request.samples(), columns);
            }
            return subscription;
        } catch (ApiException e) {
            throw PubSubErrors.translate("look at " + subscription, e);
        }
    }

    @SuppressWarnings("deprecation") // the only way to ask without waiting for messages to come
    private static void sample(
            SubscriberStub stub, String subscription, int count, SampledColumns columns) {
        List<ReceivedMessage> messages =
                stub.pullCallable()
                        .call(
                                PullRequest.newBuilder()
                                        .setSubscription(subscription)
                                        .setMaxMessages(count)
                                        .setReturnImmediately(true)
                                        .build())
                        .getReceivedMessagesList();
        if (messages.isEmpty()) {
            return;
        }
        stub.modifyAckDeadlineCallable()
                .call(
                        ModifyAckDeadlineRequest.newBuilder()
                                .setSubscription(subscription)
                                .setAckDeadlineSeconds(0)
                                .addAllAckIds(
                                        messages.stream().map(ReceivedMessage::getAckId).toList())
                                .build());
        messages.forEach(each -> columns.addJson(each.getMessage().getData().toByteArray()));
    }

    private static FoundTable found(SampledColumns columns) {
        return new FoundTable(
                columns.columns(), List.of(), true, METADATA, WATERMARK, Map.of("format", "json"));
    }

    private static PubSubConnectionOptions connection(ProbeRequest request) {
        return new ConnectionOptions(request.config()).read();
    }

    private static String name(Supplier<String> name) {
        try {
            return name.get();
        } catch (IllegalArgumentException e) {
            throw new ValidationException(e.getMessage(), e);
        }
    }

    @Override
    public List<String> targets(ProbeRequest request) throws IOException {
        PubSubConnectionOptions connection = connection(request);
        String project =
                connection
                        .project()
                        .orElseThrow(() -> new ValidationException("Option 'project' is missing."));
        List<String> names = new ArrayList<>();
        try (PublisherStub stub = PubSubStubs.publisher(connection)) {
            String page = "";
            do {
                ListTopicsResponse answer =
                        stub.listTopicsCallable()
                                .call(
                                        ListTopicsRequest.newBuilder()
                                                .setProject("projects/" + project)
                                                .setPageToken(page)
                                                .build());
                answer.getTopicsList()
                        .forEach(
                                topic ->
                                        names.add(
                                                topic.getName()
                                                        .substring(
                                                                topic.getName().lastIndexOf('/')
                                                                        + 1)));
                page = answer.getNextPageToken();
            } while (!page.isEmpty());
        } catch (ApiException e) {
            throw PubSubErrors.translate("list the topics of " + project, e);
        }
        return names;
    }

    @Override
    public String creation(String name, RowType columns, List<String> primaryKey) {
        return "# A topic needs no schema.\n"
                + "gcloud pubsub topics create "
                + name
                + "\ngcloud pubsub subscriptions create "
                + name
                + " --topic="
                + name
                + (primaryKey.isEmpty() ? "" : " --enable-message-ordering");
    }
}
