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

import com.google.pubsub.v1.Encoding;
import com.google.pubsub.v1.Schema;

/**
 * What the messages of a topic follow.
 *
 * @param topic its full name
 * @param encoding how messages hold their data
 * @param newest the newest revision that the topic allows, with its definition
 */
@Internal
public record TopicSchema(String topic, Encoding encoding, Schema newest) {}
