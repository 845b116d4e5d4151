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

package io.flinkbundle.connector.influxdb3.client;

import org.apache.flink.annotation.Internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.util.zip.GZIPOutputStream;

/** Compresses the body of a request, into memory that grows with the result only. */
@Internal
final class GzipBody {

    private static final int CHUNK = 1 << 16;

    private GzipBody() {}

    static HttpRequest.BodyPublisher of(byte[] bytes, int offset, int length, int level) {
        Buffer compressed = new Buffer(length / 4 + 64);
        try (OutputStream gzip = new LevelledGzip(compressed, level)) {
            gzip.write(bytes, offset, length);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail.", e);
        }
        return HttpRequest.BodyPublishers.ofByteArray(compressed.array(), 0, compressed.size());
    }

    /** The level can only be set from inside. */
    private static final class LevelledGzip extends GZIPOutputStream {

        private LevelledGzip(OutputStream out, int level) throws IOException {
            super(out, CHUNK);
            def.setLevel(level);
        }
    }

    /** Gives its array away without a copy. */
    private static final class Buffer extends ByteArrayOutputStream {

        private Buffer(int capacity) {
            super(capacity);
        }

        private byte[] array() {
            return buf;
        }
    }
}
