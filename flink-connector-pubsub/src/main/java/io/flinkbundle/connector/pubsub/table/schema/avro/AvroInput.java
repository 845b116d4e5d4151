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

package io.flinkbundle.connector.pubsub.table.schema.avro;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.StringData;

import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.Decoder;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Reads texts and bytes. Avro makes room for as many bytes as a length says before it looks for
 * them: data of another schema would take all memory.
 */
@Internal
final class AvroInput {

    private AvroInput() {}

    static StringData string(Decoder in) throws IOException {
        return in instanceof BinaryDecoder binary
                ? StringData.fromBytes(lengthAndBytes(binary))
                : StringData.fromString(in.readString());
    }

    static byte[] bytes(Decoder in) throws IOException {
        if (in instanceof BinaryDecoder binary) {
            return lengthAndBytes(binary);
        }
        ByteBuffer buffer = in.readBytes(null);
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    static byte[] fixed(Decoder in, int size) throws IOException {
        byte[] bytes = new byte[size];
        in.readFixed(bytes);
        return bytes;
    }

    private static byte[] lengthAndBytes(BinaryDecoder in) throws IOException {
        long length = in.readLong();
        if (length < 0 || length > in.inputStream().available()) {
            throw new EOFException(
                    "a value is " + length + " bytes long, and the data ends before");
        }
        byte[] bytes = new byte[(int) length];
        in.readFixed(bytes);
        return bytes;
    }
}
