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

package io.flinkbundle.emulators.pubsub.testing;

import io.flinkbundle.emulators.pubsub.PubSubEmulator;
import io.flinkbundle.emulators.pubsub.PubSubEmulatorExtension;
import io.flinkbundle.emulators.pubsub.time.ManualClock;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** An emulator whose time the test moves, and a client. */
public abstract class ContractTestBase {

    protected static final ManualClock CLOCK = new ManualClock();

    @RegisterExtension
    protected static final PubSubEmulatorExtension PUBSUB =
            new PubSubEmulatorExtension(PubSubEmulator.builder().clock(CLOCK).keepRequests(true));

    protected RawClient client;

    @BeforeEach
    void connect() {
        client = new RawClient(emulator());
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    protected static PubSubEmulator emulator() {
        return PUBSUB.emulator();
    }

    protected static void advanceSeconds(long seconds) {
        CLOCK.advance(Duration.ofSeconds(seconds));
    }

    protected static void awaitReceivers(int count) throws InterruptedException {
        emulator().awaitReceivers(RawClient.SUBSCRIPTION, count, Duration.ofSeconds(30));
    }

    protected static AbstractThrowableAssert<?, StatusRuntimeException> assertRefused(
            Status.Code code, ThrowingCallable call) {
        StatusRuntimeException refusal = catchThrowableOfType(StatusRuntimeException.class, call);
        assertThat(refusal).as("the refusal").isNotNull();
        assertThat(refusal.getStatus().getCode()).as(refusal.getMessage()).isEqualTo(code);
        return assertThat(refusal);
    }
}
