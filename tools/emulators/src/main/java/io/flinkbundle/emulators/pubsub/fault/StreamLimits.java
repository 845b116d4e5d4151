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

import org.apache.flink.annotation.PublicEvolving;

import io.grpc.Status;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * When streams of StreamingPull are closed by the server, which the real service does about every
 * half hour. They end with UNAVAILABLE, after which a client opens another. Without a limit they
 * stay open.
 *
 * <p>A limit counts for streams that are opened after it was set. Thread-safe.
 */
@PublicEvolving
public final class StreamLimits {

    private static final Status CLOSED =
            Status.UNAVAILABLE.withDescription("The server closed the stream, open another.");

    private final Consumer<Status> closeAll;

    private volatile Optional<Duration> lifetime = Optional.empty();
    private volatile OptionalLong messages = OptionalLong.empty();

    /**
     * @param closeAll ends all open streams
     */
    public StreamLimits(Consumer<Status> closeAll) {
        this.closeAll = closeAll;
    }

    /** Closes each stream so long after it was opened, by the clock of the emulator. */
    public void closeAfter(Duration duration) {
        lifetime = Optional.of(duration);
    }

    /**
     * Closes each stream once it has delivered so many messages, or a few more that were in the
     * same response.
     */
    public void closeAfterMessages(long count) {
        messages = OptionalLong.of(count);
    }

    /** Closes no more streams. */
    public void clear() {
        lifetime = Optional.empty();
        messages = OptionalLong.empty();
    }

    /** Closes all streams that are open, and pulls that wait. */
    public void closeAll() {
        closeAll(CLOSED);
    }

    /** Closes all streams that are open, and pulls that wait, with a status of yours. */
    public void closeAll(Status status) {
        closeAll.accept(status);
    }

    public Optional<Duration> lifetime() {
        return lifetime;
    }

    public OptionalLong messages() {
        return messages;
    }

    /** What a stream ends with that has reached a limit. */
    public static Status closed() {
        return CLOSED;
    }
}
