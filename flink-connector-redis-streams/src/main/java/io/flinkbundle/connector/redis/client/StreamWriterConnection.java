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

/** One connection that writes. Not thread-safe. */
@Internal
public interface StreamWriterConnection extends Closeable {

    /**
     * Sends all appends in one go, then waits for all answers. Ends within the timeouts of the
     * {@link RedisConnectionOptions}.
     *
     * @return what became of each; never throws for what the server or the network did
     */
    AppendResult append(List<StreamAppend> appends);

    /**
     * Waits until replicas have what this connection has appended. The connection is still good
     * when there are too few: another call waits for them again, and nothing is appended twice.
     *
     * @throws TooFewReplicasException if there are too few
     */
    void awaitReplicas(ReplicaWait wait) throws IOException;

    @Override
    void close();
}
