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

import com.google.pubsub.v1.ReceivedMessage;

import java.util.ArrayList;
import java.util.List;

/** Acknowledges messages that count already when they come again. Thread-safe. */
@Internal
final class Repetitions {

    private final RepeatedMessages repeated;
    private final Acknowledger acknowledger;
    private final ReaderMetrics metrics;

    Repetitions(RepeatedMessages repeated, Acknowledger acknowledger, ReaderMetrics metrics) {
        this.repeated = repeated;
        this.acknowledger = acknowledger;
        this.metrics = metrics;
    }

    /** Those that do not count yet; the others are acknowledged. */
    List<ReceivedMessage> remove(String subscription, List<ReceivedMessage> messages) {
        if (repeated.isEmpty()) {
            return messages;
        }
        List<ReceivedMessage> fresh = new ArrayList<>(messages.size());
        List<ReceivedMessage> known = new ArrayList<>();
        for (ReceivedMessage message : messages) {
            boolean counts = repeated.contains(subscription, message.getMessage().getMessageId());
            (counts ? known : fresh).add(message);
        }
        if (!known.isEmpty()) {
            metrics.redelivered(known.size());
            Ledger ledger = new Ledger(OnInvalid.FORGET);
            ledger.add(known, 0);
            acknowledger.acknowledge(subscription, ledger, ledger.tail());
        }
        return fresh;
    }
}
