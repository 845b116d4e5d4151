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

package io.flinkbundle.emulators.bigquery.errors;

import org.apache.flink.annotation.Internal;

import com.google.cloud.bigquery.storage.v1.StorageError;
import com.google.cloud.bigquery.storage.v1.StorageError.StorageErrorCode;
import com.google.protobuf.Any;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;

/**
 * A Storage interface refuses a call, and says so in a detail that Google's client reads.
 *
 * @see <a href="https://cloud.google.com/bigquery/docs/reference/storage/rpc">StorageError</a>
 */
@Internal
public final class StatusFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Status status;

    private StatusFailure(Status status) {
        super(status.getMessage());
        this.status = status;
    }

    public static StatusFailure of(
            io.grpc.Status.Code code, StorageErrorCode detail, String entity, String message) {
        String whole = message + " Entity: " + entity;
        StorageError error =
                StorageError.newBuilder()
                        .setCode(detail)
                        .setEntity(entity)
                        .setErrorMessage(whole)
                        .build();
        return new StatusFailure(
                Status.newBuilder()
                        .setCode(code.value())
                        .setMessage(whole)
                        .addDetails(Any.pack(error))
                        .build());
    }

    public Status status() {
        return status;
    }

    /** The status that an error of any kind is answered with. */
    public static Status statusOf(RuntimeException e) {
        if (e instanceof StatusFailure failure) {
            return failure.status();
        }
        io.grpc.Status status =
                e instanceof ApiException api
                        ? api.toStatus()
                        : e instanceof StatusRuntimeException grpc
                                ? grpc.getStatus()
                                : io.grpc.Status.INTERNAL.withDescription(
                                        "The emulator failed: " + e);
        return Status.newBuilder()
                .setCode(status.getCode().value())
                .setMessage(String.valueOf(status.getDescription()))
                .build();
    }

    public static StatusRuntimeException grpc(RuntimeException e) {
        return StatusProto.toStatusRuntimeException(statusOf(e));
    }
}
