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

import com.google.protobuf.CodedInputStream;

import java.io.IOException;

/**
 * Reads a field of a message, which may come in pieces: a list element by element, a message in
 * parts that complete each other, and of other fields the last one counts.
 */
@Internal
interface FieldReader {

    /** Whether data of this type on the wire is the field's; other data is skipped. */
    boolean takes(int wireType);

    /**
     * Reads a piece, behind its tag.
     *
     * @param held what the pieces before have made, or null
     * @return what they and this one make
     */
    Object read(CodedInputStream in, int wireType, Object held) throws IOException;

    /**
     * Makes a value in Flink's internal form, or null for NULL.
     *
     * @param held what all pieces have made; null if there was none
     */
    Object finish(Object held) throws IOException;
}
