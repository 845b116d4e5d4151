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

import io.flinkbundle.emulators.influxdb3.InfluxDb3Emulator;
import io.flinkbundle.emulators.influxdb3.call.Endpoint;
import io.flinkbundle.emulators.influxdb3.fault.FaultRule;
import io.flinkbundle.emulators.influxdb3.fault.PlacedFault;
import io.flinkbundle.examples.ResultTable;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * InfluxDB 3 for scripts: the emulator. {@code --! influxdb3 throttle 3} lets it refuse the next
 * three writes with 429, {@code --! influxdb3 refused} tells how many it has refused so. {@code --!
 * influxdb3 break 3} lets it take the next three writes and break their connections before it
 * answers, {@code --! influxdb3 unanswered} waits until that has happened and tells how often.
 */
final class InfluxDb3System implements ExternalSystem {

    private static final Pattern THROTTLE = Pattern.compile("throttle (\\d+)");
    private static final Pattern BREAK = Pattern.compile("break (\\d+)");
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final int TOO_MANY_REQUESTS = 429;

    private final InfluxDb3Emulator emulator = InfluxDb3Emulator.builder().start();
    private Optional<Outage> outage = Optional.empty();

    @Override
    public String address() {
        return emulator.url().toString();
    }

    @Override
    public Map<String, String> values() {
        return Map.of(
                "INFLUXDB3_URL",
                emulator.url().toString(),
                "INFLUXDB3_DATABASE",
                "examples",
                "INFLUXDB3_TOKEN",
                "any");
    }

    @Override
    public Optional<ResultTable> perform(String instruction) throws InterruptedException {
        Matcher throttle = THROTTLE.matcher(instruction);
        if (throttle.matches()) {
            nextWrites(throttle).throttle(RETRY_AFTER);
            return Optional.empty();
        }
        Matcher cut = BREAK.matcher(instruction);
        if (cut.matches()) {
            outage =
                    Optional.of(
                            new Outage(
                                    nextWrites(cut).dropConnectionAfterwards(),
                                    Long.parseLong(cut.group(1))));
            return Optional.empty();
        }
        return switch (instruction) {
            case "refused" -> Optional.of(count("writes refused with 429", refused()));
            case "unanswered" -> Optional.of(count("writes without an answer", unanswered()));
            default -> ExternalSystem.super.perform(instruction);
        };
    }

    private FaultRule nextWrites(Matcher instruction) {
        emulator.calls().clear();
        return emulator.faults()
                .on(Endpoint.WRITE_LP)
                .times(Integer.parseInt(instruction.group(1)));
    }

    private long refused() {
        return emulator.calls().calls(Endpoint.WRITE_LP).stream()
                .filter(call -> call.status().orElse(0) == TOO_MANY_REQUESTS)
                .count();
    }

    private long unanswered() throws InterruptedException {
        return outage.isPresent() ? outage.get().await() : 0;
    }

    private static ResultTable count(String title, long writes) {
        return new ResultTable(List.of(title), List.of(List.of(Long.toString(writes))));
    }

    /** Writes whose connections break. */
    private record Outage(PlacedFault fault, long writes) {

        private static final Duration TIMEOUT = Duration.ofSeconds(30);

        long await() throws InterruptedException {
            fault.await(writes, TIMEOUT);
            return fault.occurrences();
        }
    }

    @Override
    public void close() {
        emulator.close();
    }
}
