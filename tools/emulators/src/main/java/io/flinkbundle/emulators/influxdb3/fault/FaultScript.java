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

package io.flinkbundle.emulators.influxdb3.fault;

import io.flinkbundle.emulators.influxdb3.call.Endpoint;

import org.apache.flink.annotation.PublicEvolving;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What is to go wrong, and when.
 *
 * <pre>{@code
 * emulator.faults().on(Endpoint.WRITE_LP).fail(503);                              // the next call
 * emulator.faults().on(Endpoint.WRITE_LP).call(3).loseReply();                    // the third from now on
 * emulator.faults().on(Endpoint.WRITE_LP).times(2).throttle(Duration.ofSeconds(1));
 * emulator.faults().on(Endpoint.QUERY_SQL).cutResponse(1_000);
 * }</pre>
 *
 * <p>A call meets at most one fault: of the rules that apply to it, the one that was added first.
 * Thread-safe.
 */
@PublicEvolving
public final class FaultScript {

    private final List<FaultRule> rules = new CopyOnWriteArrayList<>();

    /** Begins a rule for the next call of one of these endpoints; what goes wrong ends it. */
    public FaultRule on(Endpoint first, Endpoint... more) {
        return new FaultRule(this, EnumSet.of(first, more));
    }

    /** Forgets all rules. Calls that hang because of one keep hanging. */
    public void clear() {
        rules.clear();
    }

    void add(FaultRule rule) {
        rules.add(rule);
    }

    /**
     * The fault that a call meets, which happens by that.
     *
     * @param database the one that the call names in its URL
     */
    public Optional<Fault> meet(Endpoint endpoint, Optional<String> database) {
        Optional<FaultRule.Meeting> first = Optional.empty();
        for (FaultRule rule : rules) {
            Optional<FaultRule.Meeting> own = rule.meet(endpoint, database);
            first = first.or(() -> own);
        }
        first.ifPresent(meeting -> meeting.placed().happened());
        return first.map(FaultRule.Meeting::fault);
    }
}
