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

package io.flinkbundle.connector.pubsub.sink.writer;

import org.apache.flink.annotation.Internal;

import com.google.pubsub.v1.PubsubMessage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Messages that wait for a request, by their lanes. All of them are sent together, so that a few
 * messages of many keys take no more memory than many of one. Not thread-safe.
 */
@Internal
final class OpenMessages {

    private final Map<Lane, List<PubsubMessage>> lanes = new LinkedHashMap<>();
    private int count;
    private long bytes;

    private Lane lastLane;
    private List<PubsubMessage> lastMessages;

    void add(Lane lane, PubsubMessage message) {
        if (lane != lastLane) {
            lastMessages = lanes.computeIfAbsent(lane, added -> new ArrayList<>());
            lastLane = lane;
        }
        lastMessages.add(message);
        count++;
        bytes += message.getSerializedSize();
    }

    int count() {
        return count;
    }

    long bytes() {
        return bytes;
    }

    /**
     * Makes one request for each lane, in the order in which the lanes began, and is empty again.
     */
    void drain(Consumer<PublishTask> requests) {
        lanes.forEach((lane, messages) -> requests.accept(new PublishTask(lane, messages)));
        lanes.clear();
        lastLane = null;
        lastMessages = null;
        count = 0;
        bytes = 0;
    }
}
