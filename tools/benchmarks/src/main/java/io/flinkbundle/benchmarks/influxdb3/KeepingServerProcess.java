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

import io.flinkbundle.benchmarks.rows.RowDigest;

import org.apache.flink.annotation.Internal;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * A {@link KeepingServer} in a process of its own, on loopback. It ends when it is closed, and when
 * this JVM ends, interrupted or not.
 */
@Internal
final class KeepingServerProcess implements AutoCloseable {

    /** A round's compressed lines have to fit. */
    private static final String HEAP = "-Xmx4g";

    private final Process process;
    private final URI url;

    private KeepingServerProcess(Process process, int port) {
        this.process = process;
        this.url = URI.create("http://127.0.0.1:" + port);
    }

    /**
     * @param tick the interval at whose end writes are confirmed; zero confirms them at once
     */
    static KeepingServerProcess start(Duration tick) throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                HEAP,
                                "-cp",
                                classes().toString(),
                                KeepingServer.class.getName(),
                                Long.toString(tick.toMillis()))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        BufferedReader output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String port = output.readLine();
        if (port == null) {
            process.destroy();
            throw new IOException("The server's process ended before it had a port.");
        }
        return new KeepingServerProcess(process, Integer.parseInt(port));
    }

    private static Path classes() throws IOException {
        try {
            return Path.of(
                    KeepingServer.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI());
        } catch (URISyntaxException e) {
            throw new IOException("No path leads to the classes of the benchmarks.", e);
        }
    }

    URI url() {
        return url;
    }

    /** Digests the lines that were written since the last call, and has them forgotten. */
    RowDigest digestAndForget(LineRows rows) throws IOException {
        RowDigest digest = new RowDigest();
        try (DataInputStream kept =
                new DataInputStream(
                        new BufferedInputStream(
                                url.resolve(KeepingServer.KEPT_PATH).toURL().openStream()))) {
            for (Optional<byte[]> body = next(kept); body.isPresent(); body = next(kept)) {
                rows.addTo(digest, unpacked(body.get()));
            }
        }
        return digest;
    }

    private static Optional<byte[]> next(DataInputStream kept) throws IOException {
        int first = kept.read();
        if (first < 0) {
            return Optional.empty();
        }
        int length = first << 24 | kept.readUnsignedByte() << 16 | kept.readUnsignedShort();
        return Optional.of(kept.readNBytes(length));
    }

    private static byte[] unpacked(byte[] body) throws IOException {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return gzip.readAllBytes();
        }
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
    }
}
