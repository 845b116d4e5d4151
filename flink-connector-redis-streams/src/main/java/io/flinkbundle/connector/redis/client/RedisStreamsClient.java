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

import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;

/** Opens connections. The seam at which tests replace the server. */
@Internal
public interface RedisStreamsClient extends Serializable {

    /**
     * @param longestBlock the longest time that a read will be asked to wait for entries
     */
    StreamReaderConnection openReader(Duration longestBlock) throws IOException;

    /**
     * A connection that reads from replicas, where the servers have any. What it sees may be behind
     * what others see, and go back when another replica takes its place.
     *
     * @param longestBlock as for {@link #openReader}
     */
    StreamReaderConnection openReplicaReader(Duration longestBlock) throws IOException;

    StreamWriterConnection openWriter() throws IOException;

    StreamTransactionConnection openTransactions() throws IOException;

    StreamAdminConnection openAdmin() throws IOException;

    /**
     * @param group the name of the consumer group
     * @param consumer the name of the member
     * @param longestBlock the longest time that a read will be asked to wait for entries
     */
    GroupConnection openGroup(String group, String consumer, Duration longestBlock)
            throws IOException;

    /** Whether the keys are spread over slots, so that not all can be read by one command. */
    boolean isCluster();

    /** Where the connections lead, for messages. */
    String address();
}
