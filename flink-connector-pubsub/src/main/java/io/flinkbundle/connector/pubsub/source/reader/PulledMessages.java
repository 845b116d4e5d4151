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

package io.flinkbundle.connector.pubsub.source.reader;

import org.apache.flink.annotation.Internal;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;

import com.google.pubsub.v1.ReceivedMessage;

import javax.annotation.Nullable;

import java.util.List;
import java.util.Set;

/** Some responses, handed over as they came: the task thread takes the messages apart. */
@Internal
final class PulledMessages implements RecordsWithSplitIds<ReceivedMessage> {

    /** Messages of one split. */
    record Part(String splitId, List<ReceivedMessage> messages) {}

    private final List<Part> parts;
    private final Set<String> finished;
    private final Runnable afterwards;
    private int nextPart;
    private List<ReceivedMessage> messages = List.of();
    private int nextMessage;

    /**
     * @param afterwards is called by the task thread when all messages were emitted
     */
    PulledMessages(List<Part> parts, Set<String> finished, Runnable afterwards) {
        this.parts = parts;
        this.finished = finished;
        this.afterwards = afterwards;
    }

    @Override
    @Nullable
    public String nextSplit() {
        if (nextPart == parts.size()) {
            return null;
        }
        Part part = parts.get(nextPart++);
        messages = part.messages();
        nextMessage = 0;
        return part.splitId();
    }

    @Override
    @Nullable
    public ReceivedMessage nextRecordFromSplit() {
        return nextMessage < messages.size() ? messages.get(nextMessage++) : null;
    }

    @Override
    public Set<String> finishedSplits() {
        return finished;
    }

    @Override
    public void recycle() {
        afterwards.run();
    }
}
