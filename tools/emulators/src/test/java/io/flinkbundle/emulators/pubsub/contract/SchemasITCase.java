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

package io.flinkbundle.emulators.pubsub.contract;

import io.flinkbundle.emulators.pubsub.testing.ContractTestBase;

import com.google.protobuf.ByteString;
import com.google.protobuf.StringValue;
import com.google.pubsub.v1.CommitSchemaRequest;
import com.google.pubsub.v1.CreateSchemaRequest;
import com.google.pubsub.v1.DeleteSchemaRequest;
import com.google.pubsub.v1.DeleteSchemaRevisionRequest;
import com.google.pubsub.v1.Encoding;
import com.google.pubsub.v1.GetSchemaRequest;
import com.google.pubsub.v1.GetTopicRequest;
import com.google.pubsub.v1.ListSchemaRevisionsRequest;
import com.google.pubsub.v1.ListSchemasRequest;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.RollbackSchemaRequest;
import com.google.pubsub.v1.Schema;
import com.google.pubsub.v1.SchemaSettings;
import com.google.pubsub.v1.SchemaView;
import com.google.pubsub.v1.Topic;
import com.google.pubsub.v1.ValidateMessageRequest;
import com.google.pubsub.v1.ValidateSchemaRequest;
import io.grpc.Status.Code;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

import static io.flinkbundle.emulators.pubsub.testing.RawClient.PROJECT;
import static io.flinkbundle.emulators.pubsub.testing.RawClient.SUBSCRIPTION;
import static io.flinkbundle.emulators.pubsub.testing.RawClient.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

class SchemasITCase extends ContractTestBase {

    private static final String NAME = PROJECT + "/schemas/events";

    private static final String V1 =
            """
            {"type": "record", "name": "Event", "fields": [{"name": "id", "type": "long"}]}
            """;

    private static final String V2 =
            """
            {"type": "record", "name": "Event", "fields": [
              {"name": "id", "type": "long"}, {"name": "text", "type": "string"}]}
            """;

    private static final String PROTO = "syntax = \"proto3\"; message Event { string id = 1; }";

    // ------------------------------------------------------------------------------------------
    // Schemas
    // ------------------------------------------------------------------------------------------

    @Test
    void givesTheSchemaThatWasCreated() {
        Schema created = create(avro(V1));

        assertThat(created.getName()).isEqualTo(NAME);
        assertThat(created.getDefinition()).isEqualTo(V1);
        assertThat(created.getRevisionId()).matches("[0-9a-f]{8}");
        assertThat(get(NAME)).isEqualTo(created);
        assertThat(get(NAME + "@" + created.getRevisionId())).isEqualTo(created);
    }

    @Test
    void leavesTheDefinitionOutOfABasicView() {
        create(avro(V1));

        Schema basic =
                client.schemas()
                        .getSchema(
                                GetSchemaRequest.newBuilder()
                                        .setName(NAME)
                                        .setView(SchemaView.BASIC)
                                        .build());

        assertThat(basic.getDefinition()).isEmpty();
        assertThat(basic.getType()).isEqualTo(Schema.Type.AVRO);
        assertThat(
                        client.schemas()
                                .listSchemas(
                                        ListSchemasRequest.newBuilder().setParent(PROJECT).build())
                                .getSchemasList())
                .containsExactly(basic);
    }

    @Test
    void hasANameOnceAndIsNotFoundBefore() {
        assertRefused(Code.NOT_FOUND, () -> get(NAME));
        create(avro(V1));
        assertRefused(Code.ALREADY_EXISTS, () -> create(avro(V1)));
    }

    @Test
    void refusesDefinitionsThatAreNone() {
        assertRefused(Code.INVALID_ARGUMENT, () -> create(avro("{")));
        assertRefused(Code.INVALID_ARGUMENT, () -> create(avro("")));
        assertRefused(
                Code.INVALID_ARGUMENT, () -> create(Schema.newBuilder().setDefinition(V1).build()));
        assertRefused(Code.INVALID_ARGUMENT, () -> create(protobuf("enum A { B = 0; }")));
        assertRefused(
                Code.INVALID_ARGUMENT,
                () ->
                        client.schemas()
                                .validateSchema(
                                        ValidateSchemaRequest.newBuilder()
                                                .setParent(PROJECT)
                                                .setSchema(avro("{"))
                                                .build()));
    }

    @Test
    void keepsRevisionsTheNewestFirst() {
        Schema first = create(avro(V1));
        Schema second = commit(avro(V2));
        Schema third =
                client.schemas()
                        .rollbackSchema(
                                RollbackSchemaRequest.newBuilder()
                                        .setName(NAME)
                                        .setRevisionId(first.getRevisionId())
                                        .build());

        assertThat(third.getDefinition()).isEqualTo(V1);
        assertThat(revisionIds())
                .containsExactly(
                        third.getRevisionId(), second.getRevisionId(), first.getRevisionId());
        assertThat(get(NAME)).isEqualTo(third);
    }

    @Test
    void deletesRevisionsButNotTheLast() {
        Schema first = create(avro(V1));
        Schema second = commit(avro(V2));

        deleteRevision(second);

        assertThat(get(NAME)).isEqualTo(first);
        assertRefused(Code.NOT_FOUND, () -> get(NAME + "@" + second.getRevisionId()));
        assertRefused(Code.FAILED_PRECONDITION, () -> deleteRevision(first));
    }

    @Test
    void keepsItsType() {
        create(avro(V1));

        assertRefused(Code.INVALID_ARGUMENT, () -> commit(protobuf(PROTO)));
    }

    // ------------------------------------------------------------------------------------------
    // Messages
    // ------------------------------------------------------------------------------------------

    @Test
    void letsMessagesPassThatFollowIt() throws IOException {
        Schema schema = create(avro(V1));
        createTopicWith(schemaSettings(Encoding.BINARY).build());

        publish(binary(V1, 7));

        PubsubMessage received = client.pull().get(0).getMessage();
        assertThat(received.getAttributesMap())
                .containsEntry("googclient_schemaname", NAME)
                .containsEntry("googclient_schemaencoding", "BINARY")
                .containsEntry("googclient_schemarevisionid", schema.getRevisionId());
    }

    @Test
    void refusesMessagesThatDoNotFollowIt() throws IOException {
        create(avro(V1));
        createTopicWith(schemaSettings(Encoding.BINARY).build());

        assertRefused(
                Code.INVALID_ARGUMENT,
                () -> publish(binary(V1, 7).concat(ByteString.copyFrom(new byte[] {1}))));
        assertRefused(
                Code.INVALID_ARGUMENT,
                () -> publish(ByteString.copyFrom(new byte[] {(byte) 0x80})));
        assertThat(emulator().backlog(SUBSCRIPTION).available()).isZero();
    }

    @Test
    void readsJson() {
        create(avro(V1));
        createTopicWith(schemaSettings(Encoding.JSON).build());

        publish(ByteString.copyFromUtf8("{\"id\": 7}"));

        assertRefused(
                Code.INVALID_ARGUMENT,
                () -> publish(ByteString.copyFromUtf8("{\"id\": \"seven\"}")));
        assertRefused(Code.INVALID_ARGUMENT, () -> publish(ByteString.copyFromUtf8("{\"id\":")));
    }

    @Test
    void namesTheNewestRevisionThatFits() throws IOException {
        Schema first = create(avro(V1));
        Schema second = commit(avro(V2));
        createTopicWith(schemaSettings(Encoding.BINARY).build());

        publish(binary(V1, 7));
        publish(binary(V2, 7));

        assertThat(client.pull())
                .extracting(r -> r.getMessage().getAttributesMap())
                .extracting(attributes -> attributes.get("googclient_schemarevisionid"))
                .containsExactly(first.getRevisionId(), second.getRevisionId());
    }

    @Test
    void takesOnlyRevisionsOfTheRange() throws IOException {
        Schema first = create(avro(V1));
        Schema second = commit(avro(V2));
        createTopicWith(
                schemaSettings(Encoding.BINARY).setFirstRevisionId(second.getRevisionId()).build());

        publish(binary(V2, 7));

        assertRefused(Code.INVALID_ARGUMENT, () -> publish(binary(V1, 7)));
        assertRefused(
                Code.INVALID_ARGUMENT,
                () ->
                        client.publisher()
                                .createTopic(
                                        topic(
                                                PROJECT + "/topics/reversed",
                                                schemaSettings(Encoding.BINARY)
                                                        .setFirstRevisionId(second.getRevisionId())
                                                        .setLastRevisionId(first.getRevisionId())
                                                        .build())));
    }

    @Test
    void checksThatProtocolBuffersAreWellFormed() {
        create(protobuf(PROTO));
        createTopicWith(schemaSettings(Encoding.BINARY).build());

        publish(StringValue.of("seven").toByteString());

        assertRefused(
                Code.INVALID_ARGUMENT, () -> publish(ByteString.copyFrom(new byte[] {0x0a, 0x7f})));
    }

    @Test
    void refusesATopicWithoutItsSchemaOrEncoding() {
        assertRefused(
                Code.NOT_FOUND,
                () ->
                        client.publisher()
                                .createTopic(topic(TOPIC, schemaSettings(Encoding.JSON).build())));
        create(avro(V1));
        assertRefused(
                Code.INVALID_ARGUMENT,
                () ->
                        client.publisher()
                                .createTopic(
                                        topic(
                                                TOPIC,
                                                schemaSettings(Encoding.ENCODING_UNSPECIFIED)
                                                        .build())));
    }

    @Test
    void leavesTopicsUnableToTakeMessagesWhenItIsDeleted() throws IOException {
        create(avro(V1));
        createTopicWith(schemaSettings(Encoding.BINARY).build());

        client.schemas().deleteSchema(DeleteSchemaRequest.newBuilder().setName(NAME).build());

        assertRefused(Code.NOT_FOUND, () -> get(NAME));
        assertThat(
                        client.publisher()
                                .getTopic(GetTopicRequest.newBuilder().setTopic(TOPIC).build())
                                .getSchemaSettings()
                                .getSchema())
                .isEqualTo("_deleted-schema_");
        assertRefused(Code.FAILED_PRECONDITION, () -> publish(binary(V1, 7)));
    }

    @Test
    void validatesAMessageByNameOrByDefinition() throws IOException {
        create(avro(V1));
        ByteString valid = binary(V1, 7);
        ByteString invalid = valid.concat(valid);
        ValidateMessageRequest.Builder byName =
                ValidateMessageRequest.newBuilder()
                        .setParent(PROJECT)
                        .setName(NAME)
                        .setEncoding(Encoding.BINARY);
        ValidateMessageRequest.Builder byDefinition = byName.clone().setSchema(avro(V1));

        for (ValidateMessageRequest.Builder request : List.of(byName, byDefinition)) {
            client.schemas().validateMessage(request.setMessage(valid).build());
            assertRefused(
                    Code.INVALID_ARGUMENT,
                    () -> client.schemas().validateMessage(request.setMessage(invalid).build()));
        }
    }

    private void createTopicWith(SchemaSettings settings) {
        client.publisher().createTopic(topic(TOPIC, settings));
        client.createSubscription(SUBSCRIPTION, s -> s);
    }

    private static Topic topic(String name, SchemaSettings settings) {
        return Topic.newBuilder().setName(name).setSchemaSettings(settings).build();
    }

    private static SchemaSettings.Builder schemaSettings(Encoding encoding) {
        return SchemaSettings.newBuilder().setSchema(NAME).setEncoding(encoding);
    }

    private void publish(ByteString data) {
        client.publish(TOPIC, List.of(PubsubMessage.newBuilder().setData(data).build()));
    }

    private static ByteString binary(String definition, long id) throws IOException {
        org.apache.avro.Schema schema = new org.apache.avro.Schema.Parser().parse(definition);
        GenericData.Record event = new GenericData.Record(schema);
        event.put("id", id);
        if (schema.getField("text") != null) {
            event.put("text", "text");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<>(schema).write(event, encoder);
        encoder.flush();
        return ByteString.copyFrom(bytes.toByteArray());
    }

    private static Schema avro(String definition) {
        return Schema.newBuilder().setType(Schema.Type.AVRO).setDefinition(definition).build();
    }

    private static Schema protobuf(String definition) {
        return Schema.newBuilder()
                .setType(Schema.Type.PROTOCOL_BUFFER)
                .setDefinition(definition)
                .build();
    }

    private Schema create(Schema schema) {
        return client.schemas()
                .createSchema(
                        CreateSchemaRequest.newBuilder()
                                .setParent(PROJECT)
                                .setSchemaId("events")
                                .setSchema(schema)
                                .build());
    }

    private Schema commit(Schema schema) {
        return client.schemas()
                .commitSchema(
                        CommitSchemaRequest.newBuilder().setName(NAME).setSchema(schema).build());
    }

    private Schema get(String name) {
        return client.schemas().getSchema(GetSchemaRequest.newBuilder().setName(name).build());
    }

    private void deleteRevision(Schema revision) {
        client.schemas()
                .deleteSchemaRevision(
                        DeleteSchemaRevisionRequest.newBuilder()
                                .setName(NAME + "@" + revision.getRevisionId())
                                .build());
    }

    private List<String> revisionIds() {
        return client
                .schemas()
                .listSchemaRevisions(ListSchemaRevisionsRequest.newBuilder().setName(NAME).build())
                .getSchemasList()
                .stream()
                .map(Schema::getRevisionId)
                .toList();
    }
}
