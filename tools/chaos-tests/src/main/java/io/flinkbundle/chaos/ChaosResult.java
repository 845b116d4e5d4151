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

package io.flinkbundle.chaos;

import io.flinkbundle.chaos.scenario.Scenario;
import io.flinkbundle.chaos.verdict.Verdict;

import org.apache.flink.annotation.Internal;

import java.util.List;

/**
 * What became of the rows of a run.
 *
 * @param schedule the faults there were
 * @param kills how many of them ended a process
 * @param seconds from the submission of the job until all rows had arrived
 */
@Internal
record ChaosResult(
        Scenario scenario,
        Schedule schedule,
        int kills,
        long rows,
        long lost,
        long repeated,
        long wrong,
        long reordered,
        double seconds) {

    private static final String FORMAT = "%-30s %6s %6s %10s %6s %8s %6s %9s %8s  %s%n";

    static ChaosResult of(
            Scenario scenario,
            Schedule schedule,
            int kills,
            long rows,
            Verdict verdict,
            double seconds) {
        return new ChaosResult(
                scenario,
                schedule,
                kills,
                rows,
                verdict.lost(rows),
                verdict.repeated(),
                verdict.wrong(),
                verdict.reordered(),
                seconds);
    }

    /** Whether the promise was kept. */
    boolean isKept() {
        boolean mayRepeat = !scenario.isWithoutRepetition() || schedule.repeatsRows();
        boolean once = mayRepeat || repeated == 0 && reordered == 0;
        return lost == 0 && wrong == 0 && once;
    }

    /** The results as a table for people. */
    static String table(List<ChaosResult> results) {
        StringBuilder table = new StringBuilder();
        table.append(
                FORMAT.formatted(
                        "connector/guarantee",
                        "faults",
                        "kills",
                        "rows",
                        "lost",
                        "repeated",
                        "wrong",
                        "reordered",
                        "seconds",
                        "promise"));
        for (ChaosResult each : results) {
            table.append(
                    FORMAT.formatted(
                            each.scenario.label(),
                            each.schedule.rounds(),
                            each.kills,
                            "%,d".formatted(each.rows),
                            each.lost,
                            each.repeated,
                            each.wrong,
                            each.reordered,
                            "%.0f".formatted(each.seconds),
                            each.isKept() ? "kept" : "BROKEN"));
        }
        return table.toString();
    }
}
