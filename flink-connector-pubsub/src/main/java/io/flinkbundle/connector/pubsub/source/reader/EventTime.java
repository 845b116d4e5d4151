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

import com.google.pubsub.v1.PubsubMessage;

import java.io.IOException;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Instant;

/** The time of the records of a message. */
@Internal
public interface EventTime extends Serializable {

    /**
     * Milliseconds since the epoch.
     *
     * @throws IOException if the message does not say
     */
    long millis(PubsubMessage message) throws IOException;

    /**
     * @param attribute holds the time; empty for the time of publication
     */
    static EventTime of(String attribute) {
        return attribute.isEmpty() ? PublishTime::millis : new OfAttribute(attribute);
    }

    /**
     * The time in an attribute; a message without it has that of its publication.
     *
     * @param name of the attribute
     */
    record OfAttribute(String name) implements EventTime {

        @Override
        public long millis(PubsubMessage message) throws IOException {
            String text = message.getAttributesMap().get(name);
            if (text == null) {
                return PublishTime.millis(message);
            }
            try {
                return isNumber(text) ? Long.parseLong(text) : Instant.parse(text).toEpochMilli();
            } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
                throw new IOException(
                        "attribute '"
                                + name
                                + "' is '"
                                + text
                                + "', which is neither an ISO-8601 instant nor milliseconds since"
                                + " the epoch",
                        e);
            }
        }

        private static boolean isNumber(String text) {
            for (int i = text.startsWith("-") ? 1 : 0; i < text.length(); i++) {
                if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                    return false;
                }
            }
            return true;
        }
    }
}
