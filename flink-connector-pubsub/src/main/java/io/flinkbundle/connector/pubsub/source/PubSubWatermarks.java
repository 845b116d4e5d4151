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

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/** Watermarks that suit subscriptions. */
@PublicEvolving
public final class PubSubWatermarks {

    private PubSubWatermarks() {}

    /**
     * The oldest time of all records that have come in the last minute, by the clock of the worker.
     * A subscription delivers about in the order of publication; records that are delivered again
     * after more than that may be late. Use it with idleness where messages are rare.
     */
    public static <T> WatermarkStrategy<T> lastMinute() {
        return context -> new PublishTimeWatermarks<>(System::nanoTime);
    }
}
