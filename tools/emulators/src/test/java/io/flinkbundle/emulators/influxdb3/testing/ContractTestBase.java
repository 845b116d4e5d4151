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

package io.flinkbundle.emulators.influxdb3.testing;

import io.flinkbundle.emulators.influxdb3.InfluxDb3Emulator;
import io.flinkbundle.emulators.influxdb3.InfluxDb3Extension;
import io.flinkbundle.emulators.pubsub.time.ManualClock;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One emulator for each test class, with a clock that stands still at 2026-01-01T00:00:00Z. */
public abstract class ContractTestBase {

    protected final ManualClock clock = new ManualClock();

    @RegisterExtension protected final InfluxDb3Extension extension;

    protected HttpCalls http;

    protected ContractTestBase() {
        this(InfluxDb3Emulator.builder());
    }

    protected ContractTestBase(InfluxDb3Emulator.Builder builder) {
        extension = new InfluxDb3Extension(builder.clock(clock));
    }

    protected InfluxDb3Emulator emulator() {
        return extension.emulator();
    }

    @BeforeEach
    void connect() {
        http = new HttpCalls(emulator());
    }
}
