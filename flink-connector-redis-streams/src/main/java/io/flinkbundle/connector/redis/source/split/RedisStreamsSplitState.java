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

package io.flinkbundle.connector.redis.source.split;

import io.flinkbundle.connector.redis.client.StreamEntry;
import io.flinkbundle.connector.redis.client.StreamId;

import org.apache.flink.annotation.Internal;

import java.util.OptionalLong;

/** The progress of a split while it is read; changed with each entry. */
@Internal
public final class RedisStreamsSplitState {

    private final RedisStreamsSplit split;
    private long millis;
    private long sequence;
    private long emitted;

    public RedisStreamsSplitState(RedisStreamsSplit split) {
        this.split = split;
        this.millis = split.after().millis();
        this.sequence = split.after().sequence();
    }

    /** The entry was emitted, or left out on purpose. */
    public void advanceTo(StreamEntry entry) {
        millis = entry.millis();
        sequence = entry.sequence();
        emitted++;
    }

    /** The split as a checkpoint keeps it. */
    public RedisStreamsSplit toSplit() {
        OptionalLong entriesBefore = split.entriesBefore();
        return new RedisStreamsSplit(
                split.stream(),
                new StreamId(millis, sequence),
                split.stop(),
                entriesBefore.isPresent()
                        ? OptionalLong.of(entriesBefore.getAsLong() + emitted)
                        : entriesBefore);
    }
}
