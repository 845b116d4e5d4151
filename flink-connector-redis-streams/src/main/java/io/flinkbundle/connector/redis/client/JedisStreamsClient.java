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
import java.time.Duration;

/** Connections through Jedis, to one server, to a master that Sentinels know, or to a cluster. */
@Internal
public final class JedisStreamsClient implements RedisStreamsClient, KeyValueClient {

    private static final long serialVersionUID = 1L;

    /** Any key will do where one server has them all. */
    private static final byte[] ANY_KEY = {};

    private final RedisConnectionOptions options;

    public JedisStreamsClient(RedisConnectionOptions options) {
        this.options = options;
    }

    @Override
    public StreamReaderConnection openReader(Duration longestBlock) throws IOException {
        return new JedisReaderConnection(links().open(timeoutWith(longestBlock)));
    }

    @Override
    public StreamReaderConnection openReplicaReader(Duration longestBlock) throws IOException {
        return new JedisReaderConnection(links().openReplica(timeoutWith(longestBlock)));
    }

    @Override
    public StreamWriterConnection openWriter() throws IOException {
        WriterLinks writers = links().openWriters();
        return isCluster()
                ? new ClusterWriterConnection(writers)
                : new JedisWriterConnection(only(writers));
    }

    @Override
    public StreamTransactionConnection openTransactions() throws IOException {
        WriterLinks writers = links().openWriters();
        return isCluster()
                ? new ClusterTransactionConnection(writers)
                : new JedisTransactionConnection(only(writers));
    }

    private static WriterLink only(WriterLinks writers) throws IOException {
        return writers.linkTo(writers.nodeOf(ANY_KEY));
    }

    @Override
    public StreamAdminConnection openAdmin() throws IOException {
        return new JedisAdminConnection(links().open(options.socketTimeout()));
    }

    @Override
    public GroupConnection openGroup(String group, String consumer, Duration longestBlock)
            throws IOException {
        return new JedisGroupConnection(links().open(timeoutWith(longestBlock)), group, consumer);
    }

    private Duration timeoutWith(Duration longestBlock) {
        return options.socketTimeout().plus(longestBlock);
    }

    private RedisLinks links() {
        return new RedisLinks(options);
    }

    @Override
    public KeyValueConnection openKeyValues() throws IOException {
        WriterLinks writers = links().openWriters();
        return new JedisKeyValueConnection(
                isCluster() ? new ClusterKeyLink(writers) : new NodeKeyLink(only(writers)));
    }

    @Override
    public boolean isCluster() {
        return options.mode() == RedisMode.CLUSTER;
    }

    @Override
    public String address() {
        return options.address();
    }
}
