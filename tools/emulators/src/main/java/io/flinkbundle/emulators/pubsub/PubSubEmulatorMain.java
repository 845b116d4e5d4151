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

package io.flinkbundle.emulators.pubsub;

import org.apache.flink.annotation.PublicEvolving;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** The emulator as a process of its own, until it is stopped. */
@PublicEvolving
@Command(
        name = "pubsub-emulator",
        mixinStandardHelpOptions = true,
        description = "Google Cloud Pub/Sub on the loopback interface, in memory, for tests.")
public final class PubSubEmulatorMain implements Callable<Integer> {

    private static final String DEFAULT_PORT = "8085";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = DEFAULT_PORT,
            description = "The port to listen on, 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Spec private CommandLine.Model.CommandSpec spec;

    private PubSubEmulatorMain() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new PubSubEmulatorMain()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        PubSubEmulator emulator = PubSubEmulator.builder().port(port).start();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(emulator::close, "pubsub-emulator-shutdown"));
        spec.commandLine().getOut().println("export PUBSUB_EMULATOR_HOST=" + emulator.endpoint());
        spec.commandLine().getOut().flush();
        new CountDownLatch(1).await();
        return 0;
    }
}
