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

package io.flinkbundle.connector.redis.source.reader;

import org.apache.flink.annotation.Internal;

/**
 * How many entries of each stream a read asks for. {@code COUNT} holds for each stream, not for the
 * whole reply: with a fixed value, a reader of a thousand streams would get a thousand batches at
 * once after a pause, or tiny ones while only one stream is busy.
 */
@Internal
final class FetchSize {

    private final int batchSize;
    private int perStream;

    /**
     * @param batchSize about how many entries a reply should have
     */
    FetchSize(int batchSize) {
        this.batchSize = batchSize;
        this.perStream = batchSize;
    }

    /** Starts carefully when there are more streams than before. */
    void streamsAdded(int streams) {
        perStream = Math.max(1, Math.min(perStream, batchSize / Math.max(1, streams)));
    }

    int perStream() {
        return perStream;
    }

    /**
     * Adapts to a reply.
     *
     * @param entries in the whole reply
     * @param busyStreams streams that had any
     * @param largest the most entries of one stream
     */
    void learn(int entries, int busyStreams, int largest) {
        if (entries > batchSize) {
            perStream = Math.max(1, batchSize / busyStreams);
        } else if (largest == perStream) {
            perStream = Math.min(batchSize, perStream * 2);
        }
    }
}
