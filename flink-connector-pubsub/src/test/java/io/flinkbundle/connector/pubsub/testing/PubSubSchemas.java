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

package io.flinkbundle.connector.pubsub.testing;

import io.flinkbundle.connector.pubsub.client.PubSubConnectionOptions;
import io.flinkbundle.connector.pubsub.client.PubSubStubs;
import io.flinkbundle.emulators.pubsub.PubSubEmulator;

import com.google.cloud.pubsub.v1.stub.PublisherStub;
import com.google.cloud.pubsub.v1.stub.SchemaServiceStub;
import com.google.protobuf.FieldMask;
import com.google.pubsub.v1.CommitSchemaRequest;
import com.google.pubsub.v1.CreateSchemaRequest;
import com.google.pubsub.v1.DeleteSchemaRevisionRequest;
import com.google.pubsub.v1.Encoding;
import com.google.pubsub.v1.Schema;
import com.google.pubsub.v1.SchemaSettings;
import com.google.pubsub.v1.Topic;
import com.google.pubsub.v1.UpdateTopicRequest;

import java.io.IOException;

/** Makes schemas, and gives them to topics. */
public final class PubSubSchemas implements AutoCloseable {

    private final SchemaServiceStub schemas;
    private final PublisherStub publisher;

    public PubSubSchemas(PubSubEmulator emulator) throws IOException {
        PubSubConnectionOptions options =
                PubSubConnectionOptions.builder().setEmulatorHost(emulator.endpoint()).build();
        schemas = PubSubStubs.schemas(options);
        publisher = PubSubStubs.publisher(options);
    }

    public static String schema(String id) {
        return "projects/" + PubSubTopics.PROJECT + "/schemas/" + id;
    }

    /** Creates a schema and gives the id of its first revision. */
    public String create(String id, Schema.Type type, String definition) {
        return schemas.createSchemaCallable()
                .call(
                        CreateSchemaRequest.newBuilder()
                                .setParent("projects/" + PubSubTopics.PROJECT)
                                .setSchemaId(id)
                                .setSchema(
                                        Schema.newBuilder().setType(type).setDefinition(definition))
                                .build())
                .getRevisionId();
    }

    /** Adds a revision to a schema and gives its id. */
    public String commit(String id, Schema.Type type, String definition) {
        return schemas.commitSchemaCallable()
                .call(
                        CommitSchemaRequest.newBuilder()
                                .setName(schema(id))
                                .setSchema(
                                        Schema.newBuilder()
                                                .setName(schema(id))
                                                .setType(type)
                                                .setDefinition(definition))
                                .build())
                .getRevisionId();
    }

    public void deleteRevision(String id, String revision) {
        schemas.deleteSchemaRevisionCallable()
                .call(
                        DeleteSchemaRevisionRequest.newBuilder()
                                .setName(schema(id) + "@" + revision)
                                .build());
    }

    /** From here on the topic takes what follows the schema, in any of its revisions. */
    public void use(String topic, String schema, Encoding encoding) {
        use(
                topic,
                SchemaSettings.newBuilder()
                        .setSchema(schema(schema))
                        .setEncoding(encoding)
                        .build());
    }

    public void use(String topic, SchemaSettings settings) {
        publisher
                .updateTopicCallable()
                .call(
                        UpdateTopicRequest.newBuilder()
                                .setTopic(
                                        Topic.newBuilder()
                                                .setName(PubSubTopics.topic(topic))
                                                .setSchemaSettings(settings))
                                .setUpdateMask(FieldMask.newBuilder().addPaths("schema_settings"))
                                .build());
    }

    @Override
    public void close() {
        schemas.close();
        publisher.close();
    }
}
