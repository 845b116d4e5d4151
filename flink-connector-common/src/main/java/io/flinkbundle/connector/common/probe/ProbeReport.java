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

package io.flinkbundle.connector.common.probe;

import org.apache.flink.annotation.PublicEvolving;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What came of a probe.
 *
 * @param steps the steps that were taken; only the last one may have failed
 * @param table what was found, if it was found and its columns are known
 */
@PublicEvolving
public record ProbeReport(List<ProbeStep> steps, Optional<FoundTable> table) {

    public ProbeReport {
        steps = List.copyOf(steps);
    }

    /** Whether no step failed. */
    public boolean passed() {
        return steps.stream().allMatch(step -> step.outcome() == ProbeStep.Outcome.OK);
    }

    /** A report that grows step by step. Not thread-safe. */
    @PublicEvolving
    public static final class Builder {

        private final List<ProbeStep> steps = new ArrayList<>();

        /** A step that went well. */
        public Builder ok(ProbeStep.Check check, String detail) {
            steps.add(new ProbeStep(check, ProbeStep.Outcome.OK, detail));
            return this;
        }

        /** Ends with a step that failed. */
        public ProbeReport failed(ProbeStep.Check check, String detail) {
            steps.add(new ProbeStep(check, ProbeStep.Outcome.FAILED, detail));
            return new ProbeReport(steps, Optional.empty());
        }

        /** Ends well, without knowing columns. */
        public ProbeReport done() {
            return new ProbeReport(steps, Optional.empty());
        }

        /** Ends well, with what was found. */
        public ProbeReport done(FoundTable table) {
            return new ProbeReport(steps, Optional.of(table));
        }
    }
}
