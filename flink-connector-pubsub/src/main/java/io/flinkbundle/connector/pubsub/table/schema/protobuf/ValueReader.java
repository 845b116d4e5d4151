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

/** Reads a value of one Protobuf type, behind its tag, into Flink's internal form. */
@FunctionalInterface
@Internal
interface ValueReader {

    /**
     * @return null for a value that the schema does not know, and that counts as not set
     */
    Object read(CodedInputStream in) throws IOException;
}
