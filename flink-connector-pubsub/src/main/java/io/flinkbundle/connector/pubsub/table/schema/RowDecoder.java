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

package io.flinkbundle.connector.pubsub.table.schema;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;

import java.io.IOException;

/** Reads rows from data that follows one revision of a schema. Not thread-safe. */
@FunctionalInterface
@Internal
public interface RowDecoder {

    /**
     * @param data is not kept
     * @throws IOException if the data does not follow the schema, or a row cannot hold it; an
     *     unchecked exception means the same
     */
    RowData decode(byte[] data) throws IOException;
}
