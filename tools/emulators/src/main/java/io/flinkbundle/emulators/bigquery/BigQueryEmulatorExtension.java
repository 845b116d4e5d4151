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

package io.flinkbundle.emulators.bigquery;

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
 * Starts a {@link BigQueryEmulator} for a test class and gives it to its tests.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final BigQueryEmulatorExtension BIGQUERY = new BigQueryEmulatorExtension();
 *
 * @Test
 * void readsWhatWasWritten(BigQueryEmulator emulator) { … }
 * }</pre>
 *
 * <p>In a static field, or with {@code @ExtendWith}, one emulator serves all tests of the class and
 * is reset before each; in an instance field each test has its own.
 */
@PublicEvolving
public final class BigQueryEmulatorExtension
        implements BeforeAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                AfterAllCallback,
                ParameterResolver {

    private final BigQueryEmulator.Builder builder;

    private Optional<BigQueryEmulator> running = Optional.empty();
    private boolean shared;

    /** With the clock of the machine and any free ports. */
    public BigQueryEmulatorExtension() {
        this(BigQueryEmulator.builder());
    }

    public BigQueryEmulatorExtension(BigQueryEmulator.Builder builder) {
        this.builder = builder;
    }

    /**
     * The emulator that runs.
     *
     * @throws IllegalStateException outside a test
     */
    public BigQueryEmulator emulator() {
        return running.orElseThrow(
                () -> new IllegalStateException("The BigQuery emulator runs only during tests."));
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
        running.ifPresent(BigQueryEmulator::close);
        running = Optional.empty();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == BigQueryEmulator.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return emulator();
    }
}
