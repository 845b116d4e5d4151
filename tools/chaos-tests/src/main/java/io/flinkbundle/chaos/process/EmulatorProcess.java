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

package io.flinkbundle.chaos.process;

import io.flinkbundle.chaos.ChaosException;

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/**
 * An emulator: it keeps its rows while it is stopped or cut off, and loses them when it is killed.
 */
@Internal
public final class EmulatorProcess implements Server {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(5);

    private final ChildProcess process;
    private final int port;
    private final Link link;

    private EmulatorProcess(ChildProcess process, int port) {
        this.process = process;
        this.port = port;
        this.link = Link.to(port);
    }

    /**
     * Starts an emulator, and returns when it listens.
     *
     * @param name for its log
     * @param port the one of its ports that the link leads to; the arguments name it, too
     */
    public static EmulatorProcess start(
            Layout layout, String name, String mainClass, int port, String... arguments)
            throws InterruptedException {
        EmulatorProcess emulator =
                new EmulatorProcess(
                        ChildProcess.start(
                                name,
                                layout.emulator(name, mainClass, arguments),
                                layout.output(name)),
                        port);
        Await.until(
                START_TIMEOUT,
                emulator::listens,
                () -> "%s does not listen on port %d".formatted(name, port));
        return emulator;
    }

    private boolean listens() {
        if (!process.isAlive()) {
            throw new ChaosException("The emulator '%s' has ended.".formatted(process));
        }
        try (Socket socket = new Socket(Ports.HOST, port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false; // not up yet: asked again
        }
    }

    @Override
    public ChildProcess process() {
        return process;
    }

    @Override
    public Link link() {
        return link;
    }

    /** The port of the emulator itself. */
    public int port() {
        return port;
    }

    @Override
    public void close() {
        link.close();
        process.close();
    }
}
