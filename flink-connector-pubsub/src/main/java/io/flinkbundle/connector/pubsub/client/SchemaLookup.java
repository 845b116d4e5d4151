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

package io.flinkbundle.connector.pubsub.client;

import org.apache.flink.annotation.Internal;

import com.google.api.gax.core.BackgroundResource;
import com.google.api.gax.rpc.ApiException;
import com.google.cloud.pubsub.v1.stub.PublisherStub;
import com.google.cloud.pubsub.v1.stub.SchemaServiceStub;
import com.google.cloud.pubsub.v1.stub.SubscriberStub;
import com.google.pubsub.v1.GetSchemaRequest;
import com.google.pubsub.v1.GetSubscriptionRequest;
import com.google.pubsub.v1.GetTopicRequest;
import com.google.pubsub.v1.Schema;
import com.google.pubsub.v1.SchemaSettings;
import com.google.pubsub.v1.SchemaView;

import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;

/**
 * Asks the service for the schemas of topics. Each call opens a connection and closes it: a schema
 * is asked for once, and a connection would have to be kept for weeks. A call tries again what may
 * pass, and waits for {@link PubSubConnectionOptions#requestTimeout} at most. Thread-safe.
 */
@Internal
public final class SchemaLookup implements Serializable {

    private static final long serialVersionUID = 1L;

    /** What the service shows in place of a topic, or of a schema, that was deleted. */
    private static final String DELETED_TOPIC = "_deleted-topic_";

    private static final String DELETED_SCHEMA = "_deleted-schema_";

    private static final char REVISION_MARK = '@';

    private final PubSubConnectionOptions connection;

    public SchemaLookup(PubSubConnectionOptions connection) {
        this.connection = connection;
    }

    /**
     * The topic of a subscription, or nothing if it was deleted.
     *
     * @throws MissingResourceException if there is no such subscription
     */
    public Optional<String> topicOf(String subscription) throws IOException {
        SubscriberStub stub = PubSubStubs.subscriberLookups(connection);
        String topic =
                ask(
                        "find " + subscription + ", which needs pubsub.subscriptions.get",
                        stub,
                        () ->
                                stub.getSubscriptionCallable()
                                        .call(
                                                GetSubscriptionRequest.newBuilder()
                                                        .setSubscription(subscription)
                                                        .build())
                                        .getTopic());
        return topic.equals(DELETED_TOPIC) ? Optional.empty() : Optional.of(topic);
    }

    /**
     * The schema of a topic.
     *
     * @throws SchemaUnavailableException if the topic has none
     */
    public TopicSchema ofTopic(String topic) throws IOException {
        SchemaSettings settings = settings(topic);
        String last = settings.getLastRevisionId();
        return new TopicSchema(
                topic,
                settings.getEncoding(),
                get(last.isEmpty() ? settings.getSchema() : revision(settings.getSchema(), last)));
    }

    private SchemaSettings settings(String topic) throws IOException {
        PublisherStub stub = PubSubStubs.publisherLookups(connection);
        SchemaSettings settings =
                ask(
                        "find " + topic + ", which needs pubsub.topics.get",
                        stub,
                        () ->
                                stub.getTopicCallable()
                                        .call(GetTopicRequest.newBuilder().setTopic(topic).build())
                                        .getSchemaSettings());
        if (settings.getSchema().isEmpty()) {
            throw new SchemaUnavailableException(
                    topic
                            + " has no schema, which 'format' = 'pubsub-schema' needs. Give the"
                            + " topic one, or name the format of its messages.");
        }
        if (settings.getSchema().equals(DELETED_SCHEMA)) {
            throw new SchemaUnavailableException(
                    "The schema of " + topic + " was deleted. Give the topic another one.");
        }
        return settings;
    }

    /** The name under which the service has one revision of a schema. */
    public static String revision(String schema, String revisionId) {
        return schema + REVISION_MARK + revisionId;
    }

    /**
     * A schema with its definition.
     *
     * @param name in full, or {@link #revision} for another revision than the newest
     * @throws MissingResourceException if it was deleted
     */
    public Schema get(String name) throws IOException {
        SchemaServiceStub stub = PubSubStubs.schemas(connection);
        return ask(
                "read " + name + ", which needs pubsub.schemas.get",
                stub,
                () ->
                        stub.getSchemaCallable()
                                .call(
                                        GetSchemaRequest.newBuilder()
                                                .setName(name)
                                                .setView(SchemaView.FULL)
                                                .build()));
    }

    private static <T> T ask(String what, BackgroundResource stub, Request<T> request)
            throws IOException {
        try {
            return request.send();
        } catch (ApiException e) {
            throw PubSubErrors.translate(what, e);
        } finally {
            PubSubStubs.close(stub);
        }
    }

    /** One call. */
    private interface Request<T> {
        T send();
    }
}
