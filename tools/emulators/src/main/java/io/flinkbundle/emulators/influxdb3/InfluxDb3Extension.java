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

import org.apache.flink.annotation.PublicEvolving;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import java.util.Optional;

/**
 * Starts a {@link InfluxDb3Emulator} for a test class and gives it to its tests.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final InfluxDb3Extension INFLUXDB = new InfluxDb3Extension();
 *
 * @Test
 * void readsWhatWasWritten(InfluxDb3Emulator emulator) { … }
 * }</pre>
 *
 * <p>In a static field, or with {@code @ExtendWith}, one emulator serves all tests of the class and
 * is reset before each; in an instance field each test has its own.
 */
@PublicEvolving
public final class InfluxDb3Extension
        implements BeforeAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                AfterAllCallback,
                ParameterResolver {

    private final InfluxDb3Emulator.Builder builder;

    private Optional<InfluxDb3Emulator> running = Optional.empty();
    private boolean shared;

    /** With the clock of the machine and any free port. */
    public InfluxDb3Extension() {
        this(InfluxDb3Emulator.builder());
    }

    public InfluxDb3Extension(InfluxDb3Emulator.Builder builder) {
        this.builder = builder;
    }

    /**
     * The emulator that runs.
     *
     * @throws IllegalStateException outside a test
     */
    public InfluxDb3Emulator emulator() {
        return running.orElseThrow(
                () -> new IllegalStateException("The InfluxDB emulator runs only during tests."));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        shared = true;
        running = Optional.of(builder.start());
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (shared) {
            emulator().reset();
        } else {
            running = Optional.of(builder.start());
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (!shared) {
            stop();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stop();
    }

    private void stop() {
        running.ifPresent(InfluxDb3Emulator::close);
        running = Optional.empty();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == InfluxDb3Emulator.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return emulator();
    }
}
