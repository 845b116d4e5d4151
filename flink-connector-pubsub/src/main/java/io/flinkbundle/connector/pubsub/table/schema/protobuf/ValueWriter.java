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

package io.flinkbundle.connector.pubsub.table.schema.protobuf;

import org.apache.flink.annotation.Internal;

import com.google.protobuf.CodedOutputStream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Writes a value in Flink's internal form as one Protobuf type. */
@FunctionalInterface
@Internal
interface ValueWriter {

    /** Most messages and lists in a message are no longer, and others take several rounds. */
    int BUFFER_SIZE = 256;

    /**
     * @param value null for NULL, if this writes a field with its tag; behind a tag never null
     */
    void write(Object value, CodedOutputStream out) throws IOException;

    /** What makes data. */
    @FunctionalInterface
    interface Content {
        void write(CodedOutputStream out) throws IOException;
    }

    /** The data alone, whose length is known then and can stand before it. */
    static byte[] bytes(Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(BUFFER_SIZE);
        CodedOutputStream out = CodedOutputStream.newInstance(bytes, BUFFER_SIZE);
        content.write(out);
        out.flush();
        return bytes.toByteArray();
    }
}
