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

package io.flinkbundle.examples.systems;

import io.flinkbundle.emulators.pubsub.PubSubEmulator;
import io.flinkbundle.examples.ExampleException;
import io.flinkbundle.examples.ResultTable;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Pub/Sub for scripts: the emulator. {@code --! pubsub await SUBSCRIPTION} waits until a job
 * receives from a subscription.
 */
final class PubSubSystem implements ExternalSystem {

    private static final String PROJECT = "examples";
    private static final String AWAIT = "await ";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final PubSubEmulator emulator = PubSubEmulator.builder().start();

    @Override
    public String address() {
        return emulator.endpoint();
    }

    @Override
    public Map<String, String> values() {
        return Map.of(
                "PUBSUB_PROJECT",
                PROJECT,
                "PUBSUB_CONNECTION",
                "'emulator-host' = '%s'".formatted(emulator.endpoint()));
    }

    @Override
    public Optional<ResultTable> perform(String instruction) throws InterruptedException {
        if (!instruction.startsWith(AWAIT)) {
            return ExternalSystem.super.perform(instruction);
        }
        String subscription =
                "projects/%s/subscriptions/%s"
                        .formatted(PROJECT, instruction.substring(AWAIT.length()));
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!exists(subscription)) {
            if (System.nanoTime() > deadline) {
                throw new ExampleException(
                        "Nobody has made %s within %d seconds."
                                .formatted(subscription, TIMEOUT.toSeconds()));
            }
            Thread.sleep(100); // the job makes it when it starts
        }
        emulator.awaitReceivers(subscription, 1, TIMEOUT);
        return Optional.empty();
    }

    private boolean exists(String subscription) {
        try {
            emulator.backlog(subscription);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public void close() {
        emulator.close();
    }
}
