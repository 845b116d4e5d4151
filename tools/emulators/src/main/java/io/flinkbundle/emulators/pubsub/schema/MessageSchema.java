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

package io.flinkbundle.emulators.pubsub.schema;

import io.flinkbundle.emulators.pubsub.rules.Errors;

import org.apache.flink.annotation.Internal;

import com.google.pubsub.v1.PubsubMessage;

import java.util.List;

/** What the messages of a topic must follow. Thread-safe. */
@Internal
public interface MessageSchema {

    /** Of a topic without a schema. */
    MessageSchema NONE = messages -> messages;

    /** Of a topic whose schema was deleted. */
    MessageSchema DELETED =
            messages -> {
                throw Errors.failedPrecondition("The schema of the topic was deleted.");
            };

    /**
     * The messages with the attributes that name the schema. Throws INVALID_ARGUMENT when one does
     * not follow it.
     */
    List<PubsubMessage> check(List<PubsubMessage> messages);
}
