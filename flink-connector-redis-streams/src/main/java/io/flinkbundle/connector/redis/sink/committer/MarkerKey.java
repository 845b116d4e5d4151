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

package io.flinkbundle.connector.redis.sink.committer;

import org.apache.flink.annotation.Internal;

/**
 * The key under which Redis remembers how far a writer's entries are in a stream. It lies in the
 * hash slot of the stream, because a transaction cannot reach beyond one slot.
 *
 * @see <a href="https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/">Hash
 *     tags</a>
 */
@Internal
final class MarkerKey {

    private MarkerKey() {}

    static String of(String sinkId, StagedEntries staged) {
        return "{"
                + hashTag(staged.stream())
                + "}:flink:"
                + sinkId
                + ':'
                + staged.stream()
                + ':'
                + staged.run();
    }

    /** The part of a key that decides its slot. A key without braces has only itself. */
    private static String hashTag(String key) {
        int open = key.indexOf('{');
        int close = open < 0 ? -1 : key.indexOf('}', open + 1);
        return close > open + 1 ? key.substring(open + 1, close) : key;
    }
}
