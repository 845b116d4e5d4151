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

import com.google.pubsub.v1.PubsubMessage;

/**
 * A published message, shared by all subscriptions that hold it.
 *
 * @param sequence grows with every message that is published; the message id is its decimal form
 * @param publishMillis the publish time, in milliseconds since the epoch
 * @param message with its id and publish time
 * @param bytes the encoded size of the message
 */
@Internal
public record StoredMessage(long sequence, long publishMillis, PubsubMessage message, int bytes) {}
