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

import org.apache.flink.annotation.Internal;

import com.google.protobuf.Empty;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.function.Supplier;

/** Answers calls. */
@Internal
final class Replies {

    private static final Logger LOG = LoggerFactory.getLogger(Replies.class);

    private Replies() {}

    /** Answers with what the work gives, or with the status that it throws. */
    static <T> void reply(StreamObserver<T> caller, Supplier<T> work) {
        T answer;
        try {
            answer = work.get();
        } catch (RuntimeException e) {
            caller.onError(statusOf(e));
            return;
        }
        caller.onNext(answer);
        caller.onCompleted();
    }

    static void replyEmpty(StreamObserver<Empty> caller, Runnable work) {
        reply(
                caller,
                () -> {
                    work.run();
                    return Empty.getDefaultInstance();
                });
    }

    /** The status of an error; one that is none is a fault of the emulator. */
    static StatusRuntimeException statusOf(RuntimeException e) {
        if (e instanceof StatusRuntimeException status) {
            return status;
        }
        LOG.error("The Pub/Sub emulator failed to answer a call.", e);
        return Status.INTERNAL
                .withDescription("The emulator failed: " + e)
                .withCause(e)
                .asRuntimeException();
    }
}
