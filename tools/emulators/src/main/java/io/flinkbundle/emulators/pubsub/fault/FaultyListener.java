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

import io.flinkbundle.emulators.pubsub.fault.FaultRule.Meeting;

import org.apache.flink.annotation.Internal;

import com.google.protobuf.Message;
import io.grpc.ServerCall;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The receiving side of a call: the first request decides about the fault. */
@Internal
final class FaultyListener<Q> extends ServerCall.Listener<Q> {

    private final ServerCall.Listener<Q> service;
    private final FaultyCall<Q, ?> call;
    private final Function<Message, Optional<Meeting>> meet;
    private final BiConsumer<Duration, Runnable> later;

    private final ArrayDeque<Runnable> held = new ArrayDeque<>();
    private boolean decided;
    private boolean holding;
    private boolean answered;

    FaultyListener(
            ServerCall.Listener<Q> service,
            FaultyCall<Q, ?> call,
            Function<Message, Optional<Meeting>> meet,
            BiConsumer<Duration, Runnable> later) {
        this.service = service;
        this.call = call;
        this.meet = meet;
        this.later = later;
    }

    @Override
    public void onMessage(Q request) {
        if (!decided) {
            decided = true;
            meet.apply((Message) request).ifPresent(this::begin);
        }
        pass(() -> service.onMessage(request));
    }

    private void begin(Meeting meeting) {
        begin(meeting.fault());
        meeting.placed().happened();
    }

    private void begin(Fault fault) {
        if (fault instanceof Fault.FailBefore fail) {
            answered = true;
            call.failNow(fail.error());
        } else if (fault instanceof Fault.Swallow) {
            answered = true;
            call.succeedNow();
        } else if (fault instanceof Fault.DropConnectionBefore) {
            answered = true;
            call.dropConnection();
        } else if (fault instanceof Fault.FailAfter fail) {
            call.replaceAnswer(fail.status());
        } else if (fault instanceof Fault.LoseReply) {
            call.loseAnswer();
        } else if (fault instanceof Fault.DropConnectionAfter) {
            call.cutBeforeAnswer();
        } else if (fault instanceof Fault.Delay delay) {
            hold();
            later.accept(delay.delay(), this::resume);
        }
    }

    private synchronized void hold() {
        holding = true;
    }

    private synchronized void resume() {
        while (!held.isEmpty()) {
            held.pollFirst().run();
        }
        holding = false;
    }

    /** A call that was answered in place of the service never reaches it. */
    private synchronized void pass(Runnable event) {
        if (answered) {
            return;
        }
        if (holding) {
            held.addLast(event);
        } else {
            event.run();
        }
    }

    @Override
    public void onHalfClose() {
        pass(service::onHalfClose);
    }

    @Override
    public void onReady() {
        pass(service::onReady);
    }

    @Override
    public void onCancel() {
        pass(service::onCancel);
    }

    @Override
    public void onComplete() {
        pass(service::onComplete);
    }
}
