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

package io.flinkbundle.benchmarks.influxdb3;

import org.apache.flink.annotation.Internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A server of these benchmarks in a process of its own, on loopback, whose main method prints its
 * port. It ends when it is closed, and when this JVM ends, interrupted or not.
 */
@Internal
final class ServerProcess implements AutoCloseable {

    private final Process process;
    private final URI url;

    private ServerProcess(Process process, int port) {
        this.process = process;
        this.url = URI.create("http://127.0.0.1:" + port);
    }

    /**
     * @param server its class, on the class path of this JVM
     */
    static ServerProcess start(Class<?> server, String heap, String... arguments)
            throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                heap,
                                "-cp",
                                System.getProperty("java.class.path"),
                                server.getName()));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        BufferedReader output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String port = output.readLine();
        if (port == null) {
            process.destroy();
            throw new IOException("The server's process ended before it had a port.");
        }
        return new ServerProcess(process, Integer.parseInt(port));
    }

    URI url() {
        return url;
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
    }
}
