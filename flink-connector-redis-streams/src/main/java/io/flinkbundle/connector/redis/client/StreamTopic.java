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

package io.flinkbundle.connector.redis.client;

import org.apache.flink.annotation.Internal;

import java.util.List;
import java.util.stream.IntStream;

/** A topic: streams that share the load of one subject, with the keys {@code <topic>:<number>}. */
@Internal
public final class StreamTopic {

    private StreamTopic() {}

    /**
     * The keys of a topic, in the order of their numbers.
     *
     * @param partitions how many streams the topic has
     */
    public static List<String> streams(String topic, int partitions) {
        return IntStream.range(0, partitions).mapToObj(number -> topic + ":" + number).toList();
    }
}
