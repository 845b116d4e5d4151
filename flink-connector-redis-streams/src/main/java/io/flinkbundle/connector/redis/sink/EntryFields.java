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

package io.flinkbundle.connector.redis.sink;

import org.apache.flink.annotation.PublicEvolving;

/** Takes the content of one entry from a {@link RedisStreamsSerializationSchema}. */
@PublicEvolving
public interface EntryFields {

    /**
     * Adds a field. Names may repeat; the server keeps the order.
     *
     * @param name its name; best the same array for each record
     * @param value its value; belongs to the entry from now on
     */
    EntryFields field(byte[] name, byte[] value);

    /**
     * Sends the entry to this stream instead of those that the sink was built with.
     *
     * @param key the key of the stream
     */
    EntryFields stream(String key);

    /**
     * Gives the entry an id of the producer's choice; the server chooses one otherwise. It must be
     * above all ids in the stream, or the entry is rejected, see {@link
     * RedisStreamsSinkBuilder#setOnRejected}.
     *
     * @param id {@code <milliseconds>-<sequence>}, or {@code <milliseconds>-*} for a sequence that
     *     the server chooses (Redis 7.0)
     */
    EntryFields id(String id);

    /**
     * With a topic: entries with the same key go to the same stream of it. Entries without one go
     * to its streams in turns.
     *
     * @param key is looked at, not written
     */
    EntryFields partitionKey(byte[] key);
}
