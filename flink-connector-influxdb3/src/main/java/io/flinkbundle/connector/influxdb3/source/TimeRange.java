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

package io.flinkbundle.connector.influxdb3.source;

import org.apache.flink.annotation.Internal;

import java.io.Serializable;

/**
 * The points from one time to another.
 *
 * @param from the first nanosecond since the epoch
 * @param to the nanosecond behind the last one
 */
@Internal
public record TimeRange(long from, long to) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** All times, but for the very last nanosecond that 64 bits hold. */
    public static final TimeRange ALL = new TimeRange(Long.MIN_VALUE, Long.MAX_VALUE);

    /** The times that are in both. */
    public TimeRange and(TimeRange other) {
        return new TimeRange(Math.max(from, other.from), Math.min(to, other.to));
    }

    public boolean isEmpty() {
        return from >= to;
    }

    @Override
    public String toString() {
        return "["
                + (from == Long.MIN_VALUE ? "the beginning" : EpochNanos.text(from))
                + ", "
                + (to == Long.MAX_VALUE ? "the end" : EpochNanos.text(to))
                + ")";
    }
}
