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

package io.flinkbundle.emulators.pubsub.fault;

import io.flinkbundle.emulators.pubsub.call.Rpc;

import org.apache.flink.annotation.PublicEvolving;

import com.google.protobuf.Message;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What is to go wrong, and when.
 *
 * <pre>{@code
 * emulator.faults().on(Rpc.PUBLISH).fail(Status.UNAVAILABLE);                   // the next call
 * emulator.faults().on(Rpc.ACKNOWLEDGE).call(3).loseReply();                    // the third from now on
 * emulator.faults().on(Rpc.PUBLISH).orderingKey("a").always().fail(Status.ABORTED);
 * }</pre>
 *
 * <p>A call meets at most one fault: of the rules that apply to it, the one that was added first.
 * Thread-safe.
 */
@PublicEvolving
public final class FaultScript {

    private final List<FaultRule> rules = new CopyOnWriteArrayList<>();

    /** Begins a rule for the next call of one of these methods; what goes wrong ends it. */
    public FaultRule on(Rpc first, Rpc... more) {
        return new FaultRule(this, EnumSet.of(first, more));
    }

    /** Forgets all rules. */
    public void clear() {
        rules.clear();
    }

    void add(FaultRule rule) {
        rules.add(rule);
    }

    boolean isEmpty() {
        return rules.isEmpty();
    }

    Optional<FaultRule.Meeting> meet(Rpc rpc, Message request) {
        Optional<FaultRule.Meeting> first = Optional.empty();
        for (FaultRule rule : rules) {
            Optional<FaultRule.Meeting> own = rule.meet(rpc, request);
            first = first.or(() -> own);
        }
        return first;
    }
}
