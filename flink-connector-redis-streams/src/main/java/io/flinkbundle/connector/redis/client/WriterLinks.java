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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Links to the servers that take encoded commands, each opened when it is first needed. Not
 * thread-safe, except that {@link #close} may be called by another thread.
 */
@Internal
final class WriterLinks implements AutoCloseable {

    /** Opens a link. */
    interface Opener {
        WriterLink open(RedisNode node) throws IOException;
    }

    private final List<RedisNode> masters;
    private final ClusterLink.Router router;
    private final Opener opener;
    private final RedisErrors errors;
    private final Map<RedisNode, WriterLink> links = new ConcurrentHashMap<>();

    /**
     * @param masters all servers that have keys
     */
    WriterLinks(
            List<RedisNode> masters, ClusterLink.Router router, Opener opener, RedisErrors errors) {
        this.masters = masters;
        this.router = router;
        this.opener = opener;
        this.errors = errors;
    }

    List<RedisNode> masters() {
        return masters;
    }

    /** The server that has the key. */
    RedisNode nodeOf(byte[] key) throws RedisUnavailableException {
        return router.nodeOf(key);
    }

    WriterLink linkTo(RedisNode node) throws IOException {
        WriterLink link = links.get(node);
        if (link == null) {
            link = opener.open(node);
            links.put(node, link);
        }
        return link;
    }

    /** Those that were needed so far. */
    Collection<WriterLink> open() {
        return links.values();
    }

    RedisErrors errors() {
        return errors;
    }

    @Override
    public void close() {
        links.values().forEach(WriterLink::close);
    }
}
