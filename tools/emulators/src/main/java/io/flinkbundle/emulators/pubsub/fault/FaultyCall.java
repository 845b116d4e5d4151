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

package io.flinkbundle.emulators.pubsub.fault;

import org.apache.flink.annotation.Internal;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** The answering side of a call that may have met a fault. */
@Internal
final class FaultyCall<Q, R> extends SimpleForwardingServerCall<Q, R> {

    /** What becomes of the answer. */
    private enum Answer {
        SENT,
        REPLACED,
        LOST,
        CUT
    }

    private final ServerCall<Q, R> call;
    private final Runnable dropConnection;

    private volatile Answer answer = Answer.SENT;
    private volatile Status replacement = Status.OK;

    FaultyCall(ServerCall<Q, R> call, Runnable dropConnection) {
        super(call);
        this.call = call;
        this.dropConnection = dropConnection;
    }

    void replaceAnswer(Status status) {
        replacement = status;
        answer = Answer.REPLACED;
    }

    void loseAnswer() {
        answer = Answer.LOST;
    }

    void cutBeforeAnswer() {
        answer = Answer.CUT;
    }

    void dropConnection() {
        dropConnection.run();
    }

    /** Answers at once, in place of the service. */
    void failNow(StatusRuntimeException error) {
        Metadata details = error.getTrailers();
        call.close(error.getStatus(), details == null ? new Metadata() : details);
    }

    /** Answers at once with an empty reply, in place of the service. */
    void succeedNow() {
        PrototypeMarshaller<R> replies =
                (PrototypeMarshaller<R>) call.getMethodDescriptor().getResponseMarshaller();
        call.sendHeaders(new Metadata());
        call.sendMessage(replies.getMessagePrototype());
        call.close(Status.OK, new Metadata());
    }

    @Override
    public void sendHeaders(Metadata headers) {
        if (answer == Answer.SENT) {
            super.sendHeaders(headers);
        }
    }

    @Override
    public void sendMessage(R message) {
        if (answer == Answer.SENT) {
            super.sendMessage(message);
        }
    }

    @Override
    public void close(Status status, Metadata trailers) {
        switch (answer) {
            case SENT -> super.close(status, trailers);
            case REPLACED -> {
                if (status.isOk()) {
                    super.close(replacement, new Metadata());
                } else {
                    super.close(status, trailers);
                }
            }
            case CUT -> dropConnection.run();
            case LOST -> {
                // The client waits until its own deadline.
            }
        }
    }
}
