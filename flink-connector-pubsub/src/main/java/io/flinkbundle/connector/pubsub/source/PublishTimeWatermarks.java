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

package io.flinkbundle.connector.pubsub.source;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Watermarks of a subscription, which delivers about in the order of publication, and messages that
 * are delivered again later: what follows is not expected to be older than what has come in the
 * last minute. Not thread-safe.
 */
@Internal
final class PublishTimeWatermarks<T> implements WatermarkGenerator<T> {

    /** The last minute. */
    private static final int SLICES = 12;

    private static final long NANOS_OF_SLICE = TimeUnit.SECONDS.toNanos(5);

    private final LongSupplier nanoClock;

    /** The oldest time in each slice of the last minute. */
    private final long[] oldest = new long[SLICES];

    private long slice;
    private long highest = Long.MIN_VALUE;

    PublishTimeWatermarks(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.slice = nanoClock.getAsLong() / NANOS_OF_SLICE;
        Arrays.fill(oldest, Long.MAX_VALUE);
    }

    @Override
    public void onEvent(T event, long timestamp, WatermarkOutput output) {
        int current = (int) Math.floorMod(slice, (long) SLICES);
        if (timestamp < oldest[current]) {
            oldest[current] = timestamp;
        }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        long now = nanoClock.getAsLong() / NANOS_OF_SLICE;
        long minimum = Long.MAX_VALUE;
        for (long time : oldest) {
            minimum = Math.min(minimum, time);
        }
        if (minimum != Long.MAX_VALUE && minimum - 1 > highest) {
            highest = minimum - 1;
            output.emitWatermark(new Watermark(highest));
        }
        for (long passed = Math.max(slice, now - SLICES) + 1; passed <= now; passed++) {
            oldest[(int) Math.floorMod(passed, (long) SLICES)] = Long.MAX_VALUE;
        }
        slice = now;
    }
}
