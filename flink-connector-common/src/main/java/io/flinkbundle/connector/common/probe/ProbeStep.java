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

/**
 * One step of a probe.
 *
 * @param check what was looked at
 * @param outcome what came of it
 * @param detail in a sentence; for a failure also what to do
 */
@PublicEvolving
public record ProbeStep(Check check, Outcome outcome, String detail) {

    /** The steps, in their order. */
    @PublicEvolving
    public enum Check {
        REACHABLE,
        AUTHENTICATED,
        PERMITTED,
        EXISTS
    }

    /** What came of a step. */
    @PublicEvolving
    public enum Outcome {
        OK,
        FAILED
    }
}
