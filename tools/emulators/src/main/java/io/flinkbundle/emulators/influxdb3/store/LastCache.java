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

package io.flinkbundle.emulators.influxdb3.store;

import org.apache.flink.annotation.PublicEvolving;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A last-value cache: the latest points of each combination of keys that were written since the
 * cache was created.
 *
 * @param keys the columns that tell its entries apart; a point without one of them is not cached
 * @param values the columns that it holds beside them, {@code time} being always one; empty for
 *     all, new ones included
 * @param count how many points of a combination it holds
 * @param ttl how long a point stays after it was written
 * @param createdMillis when it was created
 */
@PublicEvolving
public record LastCache(
        String name,
        List<String> keys,
        Optional<List<String>> values,
        int count,
        Duration ttl,
        long createdMillis) {

    /** The time that a point stays unless something else is said. */
    public static final Duration DEFAULT_TTL = Duration.ofHours(4);
}
