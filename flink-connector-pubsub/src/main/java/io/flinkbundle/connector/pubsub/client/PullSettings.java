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

package io.flinkbundle.connector.pubsub.client;

import org.apache.flink.annotation.Internal;

/**
 * How a stream of messages is opened.
 *
 * @param subscription its full name
 * @param clientId who reads: a stream that follows another one with the same id takes over its
 *     ordering keys
 * @param leaseSeconds how long its messages are not delivered again; 10 to 600
 * @param maxMessages how many of its messages may be neither acknowledged nor given back
 * @param maxBytes how large those may be together
 */
@Internal
public record PullSettings(
        String subscription, String clientId, int leaseSeconds, long maxMessages, long maxBytes) {}
