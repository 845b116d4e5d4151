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

package io.flinkbundle.emulators.influxdb3.line;

import org.apache.flink.annotation.PublicEvolving;

import java.util.Optional;

/** The unit of the timestamps of a write. */
@PublicEvolving
public enum Precision {
    /** Guessed from the size of each timestamp. */
    AUTO("Auto", 0),
    SECOND("Second", 1_000_000_000),
    MILLISECOND("Millisecond", 1_000_000),
    MICROSECOND("Microsecond", 1_000),
    NANOSECOND("Nanosecond", 1);

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final String serverName;
    private final long nanos;

    Precision(String serverName, long nanos) {
        this.serverName = serverName;
        this.nanos = nanos;
    }

    /**
     * The unit of this name: lower case in full, or {@code s}, {@code ms}, {@code us}, {@code u},
     * {@code ns}, {@code n}.
     */
    public static Optional<Precision> of(String name) {
        return switch (name) {
            case "auto" -> Optional.of(AUTO);
            case "s", "second" -> Optional.of(SECOND);
            case "ms", "millisecond" -> Optional.of(MILLISECOND);
            case "us", "u", "microsecond" -> Optional.of(MICROSECOND);
            case "ns", "n", "nanosecond" -> Optional.of(NANOSECOND);
            default -> Optional.empty();
        };
    }

    /** A timestamp of this unit in nanoseconds. */
    public long toNanos(long timestamp) throws LineProtocolException {
        long multiplier = this == AUTO ? guess(timestamp).nanos : nanos;
        long product = timestamp * multiplier;
        if (multiplier != 1
                && (Math.multiplyHigh(timestamp, multiplier) != product >> Long.SIZE - 1)) {
            throw new LineProtocolException(
                    "timestamp, " + timestamp + ", out of range for precision: " + serverName);
        }
        return product;
    }

    /** The time that the server gives to a line without one, cut to this unit. */
    public long truncate(long nanosSinceEpoch) {
        return this == AUTO ? nanosSinceEpoch : nanosSinceEpoch / nanos * nanos;
    }

    private static Precision guess(long timestamp) {
        long billions = Math.abs(timestamp / NANOS_PER_SECOND);
        if (billions < 5) {
            return SECOND;
        } else if (billions < 5_000) {
            return MILLISECOND;
        } else if (billions < 5_000_000) {
            return MICROSECOND;
        }
        return NANOSECOND;
    }
}
