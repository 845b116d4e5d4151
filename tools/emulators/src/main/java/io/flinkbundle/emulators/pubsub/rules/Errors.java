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

package io.flinkbundle.emulators.pubsub.rules;

import org.apache.flink.annotation.Internal;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;

import java.util.Map;

/** The errors of the service, with its status codes and details. */
@Internal
public final class Errors {

    private static final String DOMAIN = "pubsub.googleapis.com";

    private Errors() {}

    public static StatusRuntimeException invalidArgument(String description) {
        return Status.INVALID_ARGUMENT.withDescription(description).asRuntimeException();
    }

    public static StatusRuntimeException failedPrecondition(String description) {
        return Status.FAILED_PRECONDITION.withDescription(description).asRuntimeException();
    }

    public static StatusRuntimeException unimplemented(String description) {
        return Status.UNIMPLEMENTED.withDescription(description).asRuntimeException();
    }

    public static StatusRuntimeException notFound(String resource) {
        return Status.NOT_FOUND
                .withDescription("Resource not found (resource=" + resource + ").")
                .asRuntimeException();
    }

    public static StatusRuntimeException alreadyExists(String resource) {
        return Status.ALREADY_EXISTS
                .withDescription(
                        "Resource already exists in the project (resource=" + resource + ").")
                .asRuntimeException();
    }

    /**
     * What exactly-once delivery answers to a request with ids that it did not accept; the ids that
     * are not named were accepted.
     *
     * @param reasons ack id to reason
     * @see <a href="https://docs.cloud.google.com/pubsub/docs/exactly-once-delivery">exactly-once
     *     delivery</a>
     */
    public static StatusRuntimeException ackIdsRefused(Map<String, String> reasons) {
        ErrorInfo info =
                ErrorInfo.newBuilder()
                        .setReason("EXACTLY_ONCE_ACKID_FAILURE")
                        .setDomain(DOMAIN)
                        .putAllMetadata(reasons)
                        .build();
        return StatusProto.toStatusRuntimeException(
                com.google.rpc.Status.newBuilder()
                        .setCode(Code.INVALID_ARGUMENT_VALUE)
                        .setMessage(
                                "Some acknowledgement ids in the request were invalid. They have"
                                        + " expired, are out of order or are malformed.")
                        .addDetails(Any.pack(info))
                        .build());
    }
}
