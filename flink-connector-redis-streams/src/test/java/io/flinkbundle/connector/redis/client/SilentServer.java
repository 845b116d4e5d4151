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

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Lets one client log in, and then neither reads nor answers, as a server that was stopped. */
final class SilentServer implements Closeable {

    /** The answers to HELLO and CLIENT SETNAME, all that a client without a password asks for. */
    private static final String LOGIN = "*2\r\n$5\r\nproto\r\n:2\r\n+OK\r\n";

    private final ServerSocket server;
    private final CompletableFuture<Socket> client;

    SilentServer() throws IOException {
        this(LOGIN, false);
    }

    private SilentServer(String answers, boolean breaksOff) throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        client = CompletableFuture.supplyAsync(() -> accept(answers, breaksOff));
    }

    /** Sends these answers beforehand, the last of them cut off, and nothing any more. */
    static SilentServer thatBreaksOffAfter(String... answers) throws IOException {
        return new SilentServer(LOGIN + String.join("", answers), true);
    }

    private Socket accept(String answers, boolean breaksOff) {
        try {
            Socket accepted = server.accept();
            accepted.getOutputStream().write(answers.getBytes(StandardCharsets.US_ASCII));
            if (breaksOff) {
                accepted.shutdownOutput();
            }
            return accepted;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RedisConnectionOptions options() {
        return RedisConnectionOptions.builder()
                .setHost("127.0.0.1")
                .setPort(server.getLocalPort())
                .setSocketTimeout(Duration.ofMillis(100))
                .build();
    }

    @Override
    public void close() throws IOException {
        client.join().close();
        server.close();
    }
}
