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

package io.flinkbundle.emulators.pubsub.call;

import org.apache.flink.annotation.PublicEvolving;

import io.grpc.MethodDescriptor;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The methods of the three services of Pub/Sub. */
@PublicEvolving
public enum Rpc {
    CREATE_TOPIC("CreateTopic"),
    UPDATE_TOPIC("UpdateTopic"),
    PUBLISH("Publish"),
    GET_TOPIC("GetTopic"),
    LIST_TOPICS("ListTopics"),
    LIST_TOPIC_SUBSCRIPTIONS("ListTopicSubscriptions"),
    LIST_TOPIC_SNAPSHOTS("ListTopicSnapshots"),
    DELETE_TOPIC("DeleteTopic"),
    DETACH_SUBSCRIPTION("DetachSubscription"),

    CREATE_SUBSCRIPTION("CreateSubscription"),
    GET_SUBSCRIPTION("GetSubscription"),
    UPDATE_SUBSCRIPTION("UpdateSubscription"),
    LIST_SUBSCRIPTIONS("ListSubscriptions"),
    DELETE_SUBSCRIPTION("DeleteSubscription"),
    MODIFY_ACK_DEADLINE("ModifyAckDeadline"),
    ACKNOWLEDGE("Acknowledge"),
    PULL("Pull"),
    STREAMING_PULL("StreamingPull"),
    MODIFY_PUSH_CONFIG("ModifyPushConfig"),
    GET_SNAPSHOT("GetSnapshot"),
    LIST_SNAPSHOTS("ListSnapshots"),
    CREATE_SNAPSHOT("CreateSnapshot"),
    UPDATE_SNAPSHOT("UpdateSnapshot"),
    DELETE_SNAPSHOT("DeleteSnapshot"),
    SEEK("Seek"),

    CREATE_SCHEMA("CreateSchema"),
    GET_SCHEMA("GetSchema"),
    LIST_SCHEMAS("ListSchemas"),
    LIST_SCHEMA_REVISIONS("ListSchemaRevisions"),
    COMMIT_SCHEMA("CommitSchema"),
    ROLLBACK_SCHEMA("RollbackSchema"),
    DELETE_SCHEMA_REVISION("DeleteSchemaRevision"),
    DELETE_SCHEMA("DeleteSchema"),
    VALIDATE_SCHEMA("ValidateSchema"),
    VALIDATE_MESSAGE("ValidateMessage");

    private static final Map<String, Rpc> BY_METHOD =
            Arrays.stream(values())
                    .collect(Collectors.toUnmodifiableMap(Rpc::methodName, Function.identity()));

    private final String methodName;

    Rpc(String methodName) {
        this.methodName = methodName;
    }

    /** As the protocol names it. */
    public String methodName() {
        return methodName;
    }

    /** The method of one of the three services. */
    public static Rpc of(MethodDescriptor<?, ?> method) {
        Rpc rpc = BY_METHOD.get(String.valueOf(method.getBareMethodName()));
        if (rpc == null) {
            throw new IllegalArgumentException(
                    method.getFullMethodName() + " is no method of Pub/Sub.");
        }
        return rpc;
    }
}
