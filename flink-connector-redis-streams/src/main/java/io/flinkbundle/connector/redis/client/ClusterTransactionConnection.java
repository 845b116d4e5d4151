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
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Runs each transaction on the server of a cluster that has the stream, and with it the marker. */
@Internal
final class ClusterTransactionConnection implements StreamTransactionConnection {

    private final WriterLinks links;

    /** Of the transaction that has begun. */
    private JedisTransactionConnection current;

    ClusterTransactionConnection(WriterLinks links) {
        this.links = links;
    }

    @Override
    public Start begin(String marker, String stream) throws IOException {
        RedisNode node = links.nodeOf(stream.getBytes(StandardCharsets.UTF_8));
        current = new JedisTransactionConnection(links.linkTo(node));
        return current.begin(marker, stream);
    }

    @Override
    public Outcome append(
            byte[] commands, int entries, String marker, String value, Duration retention)
            throws IOException {
        return current.append(commands, entries, marker, value, retention);
    }

    @Override
    public Outcome appendChosenIds(
            byte[] commands, String stream, String marker, String value, Duration retention)
            throws IOException {
        return current.appendChosenIds(commands, stream, marker, value, retention);
    }

    @Override
    public boolean setMarker(String marker, String value, Duration retention) throws IOException {
        return current.setMarker(marker, value, retention);
    }

    @Override
    public void awaitReplicas(String marker, Duration retention, ReplicaWait wait)
            throws IOException {
        current.awaitReplicas(marker, retention, wait);
    }

    @Override
    public void close() {
        links.close();
    }
}
