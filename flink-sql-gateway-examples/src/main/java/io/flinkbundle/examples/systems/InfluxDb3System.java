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
import io.flinkbundle.examples.ResultTable;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * InfluxDB 3 for scripts: the emulator. {@code --! influxdb3 throttle 3} lets it refuse the next
 * three writes with 429, {@code --! influxdb3 refused} tells how many it has refused so.
 */
final class InfluxDb3System implements ExternalSystem {

    private static final Pattern THROTTLE = Pattern.compile("throttle (\\d+)");
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final int TOO_MANY_REQUESTS = 429;

    private final InfluxDb3Emulator emulator = InfluxDb3Emulator.builder().start();

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
            emulator.calls().clear();
            emulator.faults()
                    .on(Endpoint.WRITE_LP)
                    .times(Integer.parseInt(throttle.group(1)))
                    .throttle(RETRY_AFTER);
            return Optional.empty();
        }
        if (instruction.equals("refused")) {
            long refused =
                    emulator.calls().calls(Endpoint.WRITE_LP).stream()
                            .filter(call -> call.status().orElse(0) == TOO_MANY_REQUESTS)
                            .count();
            return Optional.of(
                    new ResultTable(
                            List.of("writes refused with 429"),
                            List.of(List.of(Long.toString(refused)))));
        }
        return ExternalSystem.super.perform(instruction);
    }

    @Override
    public void close() {
        emulator.close();
    }
}
