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

package io.flinkbundle.emulators.pubsub.server;

import io.flinkbundle.emulators.pubsub.rules.Errors;
import io.flinkbundle.emulators.pubsub.schema.SchemaStore;
import io.flinkbundle.emulators.pubsub.state.Page;
import io.flinkbundle.emulators.pubsub.state.PubSubState;

import org.apache.flink.annotation.Internal;

import com.google.protobuf.Empty;
import com.google.pubsub.v1.CommitSchemaRequest;
import com.google.pubsub.v1.CreateSchemaRequest;
import com.google.pubsub.v1.DeleteSchemaRequest;
import com.google.pubsub.v1.DeleteSchemaRevisionRequest;
import com.google.pubsub.v1.GetSchemaRequest;
import com.google.pubsub.v1.ListSchemaRevisionsRequest;
import com.google.pubsub.v1.ListSchemaRevisionsResponse;
import com.google.pubsub.v1.ListSchemasRequest;
import com.google.pubsub.v1.ListSchemasResponse;
import com.google.pubsub.v1.RollbackSchemaRequest;
import com.google.pubsub.v1.Schema;
import com.google.pubsub.v1.SchemaServiceGrpc.SchemaServiceImplBase;
import com.google.pubsub.v1.SchemaView;
import com.google.pubsub.v1.ValidateMessageRequest;
import com.google.pubsub.v1.ValidateMessageResponse;
import com.google.pubsub.v1.ValidateSchemaRequest;
import com.google.pubsub.v1.ValidateSchemaResponse;
import io.grpc.stub.StreamObserver;

import static io.flinkbundle.emulators.pubsub.server.Replies.reply;
import static io.flinkbundle.emulators.pubsub.server.Replies.replyEmpty;

/** The service {@code google.pubsub.v1.SchemaService}. */
@Internal
final class SchemaServiceCalls extends SchemaServiceImplBase {

    private final PubSubState state;
    private final SchemaStore schemas;

    SchemaServiceCalls(PubSubState state) {
        this.state = state;
        this.schemas = state.schemas();
    }

    @Override
    public void createSchema(CreateSchemaRequest request, StreamObserver<Schema> caller) {
        reply(
                caller,
                () ->
                        schemas.create(
                                request.getParent(), request.getSchemaId(), request.getSchema()));
    }

    /** Without a view the definition comes too, as the protocol says of this method. */
    @Override
    public void getSchema(GetSchemaRequest request, StreamObserver<Schema> caller) {
        reply(caller, () -> schemas.get(request.getName(), request.getView()));
    }

    @Override
    public void listSchemas(
            ListSchemasRequest request, StreamObserver<ListSchemasResponse> caller) {
        reply(
                caller,
                () -> {
                    Page<Schema> page =
                            Page.of(
                                    schemas.ofProject(
                                            request.getParent(), listView(request.getView())),
                                    request.getPageSize(),
                                    request.getPageToken());
                    return ListSchemasResponse.newBuilder()
                            .addAllSchemas(page.items())
                            .setNextPageToken(page.nextToken())
                            .build();
                });
    }

    @Override
    public void listSchemaRevisions(
            ListSchemaRevisionsRequest request,
            StreamObserver<ListSchemaRevisionsResponse> caller) {
        reply(
                caller,
                () -> {
                    Page<Schema> page =
                            Page.of(
                                    schemas.revisions(
                                            request.getName(), listView(request.getView())),
                                    request.getPageSize(),
                                    request.getPageToken());
                    return ListSchemaRevisionsResponse.newBuilder()
                            .addAllSchemas(page.items())
                            .setNextPageToken(page.nextToken())
                            .build();
                });
    }

    /** Lists leave the definitions out unless they are asked for. */
    private static SchemaView listView(SchemaView requested) {
        return requested == SchemaView.FULL ? SchemaView.FULL : SchemaView.BASIC;
    }

    @Override
    public void commitSchema(CommitSchemaRequest request, StreamObserver<Schema> caller) {
        reply(caller, () -> schemas.commit(request.getName(), request.getSchema()));
    }

    @Override
    public void rollbackSchema(RollbackSchemaRequest request, StreamObserver<Schema> caller) {
        reply(caller, () -> schemas.rollback(request.getName(), request.getRevisionId()));
    }

    @Override
    public void deleteSchemaRevision(
            DeleteSchemaRevisionRequest request, StreamObserver<Schema> caller) {
        reply(caller, () -> schemas.deleteRevision(request.getName()));
    }

    @Override
    public void deleteSchema(DeleteSchemaRequest request, StreamObserver<Empty> caller) {
        replyEmpty(caller, () -> state.deleteSchema(request.getName()));
    }

    @Override
    public void validateSchema(
            ValidateSchemaRequest request, StreamObserver<ValidateSchemaResponse> caller) {
        reply(
                caller,
                () -> {
                    schemas.validate(request.getSchema());
                    return ValidateSchemaResponse.getDefaultInstance();
                });
    }

    @Override
    public void validateMessage(
            ValidateMessageRequest request, StreamObserver<ValidateMessageResponse> caller) {
        reply(
                caller,
                () -> {
                    switch (request.getSchemaSpecCase()) {
                        case NAME ->
                                schemas.validateMessage(
                                        request.getName(),
                                        request.getMessage(),
                                        request.getEncoding());
                        case SCHEMA ->
                                schemas.validateMessage(
                                        request.getSchema(),
                                        request.getMessage(),
                                        request.getEncoding());
                        default ->
                                throw Errors.invalidArgument(
                                        "The request has neither a schema nor the name of one.");
                    }
                    return ValidateMessageResponse.getDefaultInstance();
                });
    }
}
