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

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Builds what a dead letter shows without decoding bytes that may be no text. */
@Internal
public final class RawText {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    public RawText add(String text) {
        return add(text.getBytes(StandardCharsets.UTF_8));
    }

    public RawText add(byte[] raw) {
        return add(raw, 0, raw.length);
    }

    RawText add(byte[] raw, int offset, int length) {
        bytes.write(raw, offset, length);
        return this;
    }

    /** Adds {@code " name=value"}. */
    public RawText addField(byte[] name, byte[] value) {
        return add(" ").add(name).add("=").add(value);
    }

    public byte[] toBytes() {
        return bytes.toByteArray();
    }
}
