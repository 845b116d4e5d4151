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

package io.flinkbundle.emulators.pubsub.server;

import io.flinkbundle.emulators.pubsub.fault.Connections;

import org.apache.flink.annotation.Internal;

import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelFuture;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;

import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The open connections of the server, which gRPC itself does not give access to. */
@Internal
public final class TrackedConnections implements Connections {

    private final Map<SocketAddress, Channel> channels = new ConcurrentHashMap<>();

    /** A listening channel that notes what it accepts. */
    public NioServerSocketChannel listen() {
        return new NioServerSocketChannel() {
            @Override
            protected int doReadMessages(List<Object> accepted) throws Exception {
                int from = accepted.size();
                int count = super.doReadMessages(accepted);
                accepted.subList(from, accepted.size()).forEach(c -> add((Channel) c));
                return count;
            }
        };
    }

    private void add(Channel channel) {
        SocketAddress client = channel.remoteAddress();
        channels.put(client, channel);
        channel.closeFuture().addListener(closed -> channels.remove(client, channel));
    }

    @Override
    public void drop(SocketAddress client) {
        Channel channel = channels.get(client);
        if (channel != null) {
            reset(channel);
        }
    }

    /** How many connections are open. */
    public int count() {
        return channels.size();
    }

    /** Drops all connections and returns when they are gone. */
    public void dropAll() {
        List.copyOf(channels.values()).forEach(channel -> reset(channel).awaitUninterruptibly());
    }

    /**
     * Closes the socket itself, because a close through the pipeline lets HTTP/2 say farewell and
     * wait for its streams, and without waiting for what is not sent, so that the client sees a
     * broken connection.
     */
    private static ChannelFuture reset(Channel channel) {
        channel.eventLoop()
                .execute(
                        () -> {
                            if (channel.isActive()) {
                                channel.config().setOption(ChannelOption.SO_LINGER, 0);
                                channel.unsafe().close(channel.newPromise());
                            }
                        });
        return channel.closeFuture();
    }
}
