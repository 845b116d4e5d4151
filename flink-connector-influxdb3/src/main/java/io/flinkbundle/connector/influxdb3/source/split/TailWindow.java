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

package io.flinkbundle.connector.influxdb3.source.split;

import org.apache.flink.annotation.PublicEvolving;

import java.util.Optional;

/**
 * How far a table has been read that keeps growing. A point is looked for when it is as old as the
 * delay, again when it is an eighth of the lateness older, and a last time when it is the whole
 * lateness older: a row costs three reads, however long the lateness is. All times in nanoseconds
 * since the epoch.
 *
 * @param settled nothing before this time is looked for any more
 * @param checked everything before this time has been looked for twice
 * @param read everything before this time has been looked for
 */
@PublicEvolving
public record TailWindow(long settled, long checked, long read) {

    private static final int CHECKS = 8;

    /** Which of its looks a table is due for. */
    public enum Look {
        /** The last one. */
        SETTLE,
        /** The one in between. */
        CHECK,
        /** The first one. */
        READ
    }

    /**
     * A look at a range of time.
     *
     * @param from its first nanosecond
     * @param to the nanosecond behind its last one
     */
    public record Pass(Look look, long from, long to) {}

    public static TailWindow startingAt(long time) {
        return new TailWindow(time, time, time);
    }

    /**
     * The next look, the oldest points first; none when all have been looked at.
     *
     * @param now up to when points can be looked for
     * @param lateness for how long they are looked for again
     * @param step the most time to look at at once
     */
    public Optional<Pass> next(long now, long lateness, long step) {
        return pass(Look.SETTLE, settled, now - lateness, step)
                .or(() -> pass(Look.CHECK, checked, now - lateness / CHECKS, step))
                .or(() -> pass(Look.READ, read, now, step));
    }

    private static Optional<Pass> pass(Look look, long from, long until, long step) {
        long to = Math.min(until, from + step);
        return to > from ? Optional.of(new Pass(look, from, to)) : Optional.empty();
    }

    /** The window when a look is over. */
    public TailWindow after(Pass pass) {
        long to = pass.to();
        return switch (pass.look()) {
            case SETTLE -> new TailWindow(to, Math.max(checked, to), Math.max(read, to));
            case CHECK -> new TailWindow(settled, to, Math.max(read, to));
            case READ -> new TailWindow(settled, checked, to);
        };
    }
}
