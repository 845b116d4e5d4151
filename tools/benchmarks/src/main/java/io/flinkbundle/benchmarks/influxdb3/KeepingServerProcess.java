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
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** A {@link KeepingServer} in a process of its own. */
@Internal
final class KeepingServerProcess implements AutoCloseable {

    /** A round's compressed lines have to fit. */
    private static final String HEAP = "-Xmx4g";

    private final ServerProcess server;

    private KeepingServerProcess(ServerProcess server) {
        this.server = server;
    }

    /**
     * @param tick the interval at whose end writes are confirmed; zero confirms them at once
     */
    static KeepingServerProcess start(Duration tick) throws IOException {
        return new KeepingServerProcess(
                ServerProcess.start(KeepingServer.class, HEAP, Long.toString(tick.toMillis())));
    }

    URI url() {
        return server.url();
    }

    /** Digests the lines that were written since the last call, and has them forgotten. */
    RowDigest digestAndForget(LineRows rows) throws IOException {
        RowDigest digest = new RowDigest();
        try (DataInputStream kept =
                new DataInputStream(
                        new BufferedInputStream(
                                url().resolve(KeepingServer.KEPT_PATH).toURL().openStream()))) {
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
        server.close();
    }
}
