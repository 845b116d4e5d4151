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

package io.flinkbundle.emulators.pubsub.state;

import org.apache.flink.annotation.Internal;

import com.google.pubsub.v1.Snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a subscription had not acknowledged at one moment, and all that was published to its topic
 * since. Thread-safe.
 */
@Internal
public final class SnapshotState {

    private final String name;
    private final List<StoredMessage> messages = new ArrayList<>();

    private volatile Snapshot settings;

    SnapshotState(Snapshot settings) {
        this.name = settings.getName();
        this.settings = settings;
    }

    public String name() {
        return name;
    }

    public Snapshot settings() {
        return settings;
    }

    synchronized void update(UnaryOperator<Snapshot> change) {
        settings = change.apply(settings);
    }

    synchronized void append(List<StoredMessage> published) {
        messages.addAll(published);
    }

    synchronized List<StoredMessage> messages() {
        return List.copyOf(messages);
    }

    void topicDeleted() {
        update(s -> s.toBuilder().setTopic(TopicState.DELETED).build());
    }
}
