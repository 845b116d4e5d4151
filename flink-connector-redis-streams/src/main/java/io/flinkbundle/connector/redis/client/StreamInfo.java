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

import java.util.OptionalLong;

/**
 * What the server knows about a stream as a whole.
 *
 * @param exists whether the key exists; all else is zero when not
 * @param length how many entries the stream holds now
 * @param lastId the id of the last entry that was ever added
 * @param entriesAdded how many entries were ever added; servers before 7.0 do not count them
 * @see <a href="https://redis.io/docs/latest/commands/xinfo-stream/">XINFO STREAM</a>
 */
@Internal
public record StreamInfo(boolean exists, long length, StreamId lastId, OptionalLong entriesAdded) {

    /** A key that does not exist: the stream begins with the first entry that is added. */
    public static final StreamInfo MISSING =
            new StreamInfo(false, 0, StreamId.ZERO, OptionalLong.of(0));
}
