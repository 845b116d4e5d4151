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

package io.flinkbundle.emulators.influxdb3.server;

import org.apache.flink.annotation.Internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The body of a call without its compression.
 *
 * @param bytes may have more room than the body needs
 * @param wireLength its length as it came
 */
@Internal
record RequestBody(byte[] bytes, int length, long wireLength) {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int USUAL_COMPRESSION = 4;

    private record Read(byte[] bytes, int length) {}

    /**
     * Reads a body to its end, also when it is too large.
     *
     * @param announced its length according to the client, or a negative number
     */
    static RequestBody read(InputStream in, long announced, Optional<String> encoding, int maxBytes)
            throws IOException, HttpFailure {
        int capacity = announced >= 0 ? (int) Math.min(announced, maxBytes) : BUFFER_BYTES;
        Read wire = readAtMost(in, capacity, maxBytes);
        long wireLength = wire.length() + in.transferTo(OutputStream.nullOutputStream());
        if (wireLength > maxBytes) {
            throw tooLarge(maxBytes);
        }
        if (encoding.isEmpty() || encoding.get().equals("identity")) {
            return new RequestBody(wire.bytes(), wire.length(), wireLength);
        }
        if (!encoding.get().equals("gzip")) {
            throw HttpFailure.text(
                    HttpFailure.BAD_REQUEST, "unacceptable content-encoding: " + encoding.get());
        }
        Read plain = unzip(wire, maxBytes);
        return new RequestBody(plain.bytes(), plain.length(), wireLength);
    }

    private static Read unzip(Read wire, int maxBytes) throws HttpFailure {
        try (GZIPInputStream in =
                new GZIPInputStream(
                        new ByteArrayInputStream(wire.bytes(), 0, wire.length()), BUFFER_BYTES)) {
            int capacity = (int) Math.min((long) wire.length() * USUAL_COMPRESSION, maxBytes);
            Read plain = readAtMost(in, capacity, maxBytes);
            if (in.read() >= 0) {
                throw tooLarge(maxBytes);
            }
            return plain;
        } catch (IOException e) {
            throw HttpFailure.text(
                    HttpFailure.BAD_REQUEST, "error decoding gzip stream: " + e.getMessage());
        }
    }

    private static Read readAtMost(InputStream in, int capacity, int maxBytes) throws IOException {
        byte[] bytes = new byte[Math.max(capacity, 1)];
        int length = 0;
        while (length < maxBytes) {
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(bytes.length * 2L, maxBytes));
            }
            int read = in.read(bytes, length, bytes.length - length);
            if (read < 0) {
                break;
            }
            length += read;
        }
        return new Read(bytes, length);
    }

    private static HttpFailure tooLarge(int maxBytes) {
        return HttpFailure.text(
                HttpFailure.TOO_LARGE, "max request size (" + maxBytes + " bytes) exceeded");
    }

    String text() {
        return new String(bytes, 0, length, UTF_8);
    }
}
