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

package io.flinkbundle.connector.redis.sink.writer;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.MemorySize;

import java.io.Serializable;
import java.time.Duration;

/**
 * How much is kept between two checkpoints, and how it is cut.
 *
 * @param chunkEntries entries of one transaction at most
 * @param chunkSize bytes of one transaction, about
 * @param maxBuffer bytes that ride in the state of a subtask
 * @param markerRetention the age at which files of failed attempts are of no use any more
 */
@Internal
public record StagingLimits(
        int chunkEntries, MemorySize chunkSize, MemorySize maxBuffer, Duration markerRetention)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The same, with nothing in state. */
    public StagingLimits spillingAll() {
        return new StagingLimits(chunkEntries, chunkSize, MemorySize.ZERO, markerRetention);
    }

    boolean spillsAll() {
        return maxBuffer.equals(MemorySize.ZERO);
    }
}
