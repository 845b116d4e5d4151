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

package io.flinkbundle.connector.influxdb3.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;

/** Stands in for a server that is away: closes each connection as soon as it is made. */
public final class ClosingServer implements AutoCloseable {

    private final ServerSocket socket;
    private final CountDownLatch connections;
    private final Thread thread = new Thread(this::closeConnections, "closing-server");

    /**
     * @param expected the number of connections that {@link #await} waits for
     */
    public ClosingServer(int port, int expected) throws IOException {
        socket = new ServerSocket(port, 0, InetAddress.getLoopbackAddress());
        connections = new CountDownLatch(expected);
        thread.start();
    }

    /** Waits until as many connections were made as are expected. */
    public void await() throws InterruptedException {
        connections.await();
    }

    private void closeConnections() {
        try {
            while (true) {
                socket.accept().close();
                connections.countDown();
            }
        } catch (SocketException e) {
            // The end: the test closes the socket.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        socket.close();
        thread.join();
    }
}
