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

package io.flinkbundle.emulators.influxdb3;

import io.flinkbundle.emulators.influxdb3.server.HumanTime;

import org.apache.flink.annotation.PublicEvolving;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** The emulator as a process of its own, until it is stopped. */
@PublicEvolving
@Command(
        name = "influxdb3-emulator",
        mixinStandardHelpOptions = true,
        description = "InfluxDB 3 Core on the loopback interface, in memory, for tests.")
public final class InfluxDb3EmulatorMain implements Callable<Integer> {

    private static final String DEFAULT_PORT = "8181";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = DEFAULT_PORT,
            description = "The port to listen on, 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "The token that clients need (default: none, everyone is let in).")
    private Optional<String> token;

    @Option(
            names = "--wal-tick",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description =
                    "How often the log is flushed and durable writes are confirmed, such as 1s"
                            + " (default: each write at once).")
    private Optional<Duration> walTick;

    @Option(
            names = "--discard-points",
            description =
                    "Check and count points, but do not keep them: for benchmarks of writers.")
    private boolean discardPoints;

    @Option(
            names = "--flight",
            description =
                    "Answer queries over Arrow Flight too; needs"
                            + " --add-opens=java.base/java.nio=ALL-UNNAMED.")
    private boolean flight;

    @Spec private CommandLine.Model.CommandSpec spec;

    private InfluxDb3EmulatorMain() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new InfluxDb3EmulatorMain()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        InfluxDb3Emulator.Builder builder =
                InfluxDb3Emulator.builder().port(port).discardPoints(discardPoints).flight(flight);
        token.ifPresent(builder::token);
        walTick.ifPresent(builder::walTick);
        InfluxDb3Emulator emulator = builder.start();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(emulator::close, "influxdb3-emulator-shutdown"));
        spec.commandLine().getOut().println("export INFLUXDB3_URL=" + emulator.url());
        spec.commandLine().getOut().flush();
        new CountDownLatch(1).await();
        return 0;
    }

    private static final class DurationConverter implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String text) {
            return HumanTime.parse(text)
                    .orElseThrow(
                            () ->
                                    new TypeConversionException(
                                            "'"
                                                    + text
                                                    + "' is no duration; write it as 1s or 500ms"));
        }
    }
}
