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

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * One connection for what happens around reading, and seldom. Every call ends within the timeouts
 * of the {@link RedisConnectionOptions}, and fails as those of {@link StreamReaderConnection} do.
 * Not thread-safe.
 */
@Internal
public interface StreamAdminConnection extends Closeable {

    /**
     * The keys of all streams that match a pattern, as the server has them now, each once and in
     * alphabetical order. Keys that are no UTF-8 text cannot be named by an option; they are left
     * out, and logged.
     *
     * @param pattern with the wildcards of the server: {@code *}, {@code ?}, {@code [ab]}
     * @see <a href="https://redis.io/docs/latest/commands/scan/">SCAN</a>
     */
    List<String> streamsMatching(String pattern) throws IOException;

    /**
     * Sets how far a consumer group has read, so that {@code XINFO GROUPS} shows it. The group is
     * created where it is missing; a missing stream is left alone.
     *
     * @param positions how far each stream was read
     * @see <a href="https://redis.io/docs/latest/commands/xgroup-setid/">XGROUP SETID</a>
     */
    void publishProgress(String group, List<StreamProgress> positions) throws IOException;

    /**
     * Removes the entries before the positions; the entries at the positions stay.
     *
     * @see <a href="https://redis.io/docs/latest/commands/xtrim/">XTRIM</a>
     */
    void trim(List<StreamProgress> positions) throws IOException;

    @Override
    void close();
}
