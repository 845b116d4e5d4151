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

package io.flinkbundle.emulators.bigquery.fault;

import io.flinkbundle.emulators.bigquery.call.Operation;

import org.apache.flink.annotation.PublicEvolving;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What is to go wrong with calls.
 *
 * <pre>{@code
 * faults.on(Operation.APPEND_ROWS).call(3).failAfterwards(Status.UNAVAILABLE);
 * }</pre>
 *
 * <p>Where several rules would meet a call, the first one does; all of them count it. Thread-safe.
 */
@PublicEvolving
public final class FaultScript {

    private final List<FaultRule> rules = new CopyOnWriteArrayList<>();

    /** Begins a rule for the next call of one of these operations; what goes wrong ends it. */
    public FaultRule on(Operation first, Operation... more) {
        return new FaultRule(this, EnumSet.of(first, more));
    }

    /** Forgets all rules. */
    public void clear() {
        rules.clear();
    }

    void add(FaultRule rule) {
        rules.add(rule);
    }

    /**
     * The fault that a call meets, which happens by that.
     *
     * @param resource as the record of calls names it
     */
    public Optional<Fault> meet(Operation operation, String resource) {
        if (rules.isEmpty()) {
            return Optional.empty();
        }
        Optional<FaultRule.Meeting> first = Optional.empty();
        for (FaultRule rule : rules) {
            Optional<FaultRule.Meeting> own = rule.meet(operation, resource);
            first = first.or(() -> own);
        }
        first.ifPresent(meeting -> meeting.placed().happened());
        return first.map(FaultRule.Meeting::fault);
    }
}
