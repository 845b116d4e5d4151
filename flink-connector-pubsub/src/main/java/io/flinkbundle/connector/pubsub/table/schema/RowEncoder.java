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

/** Writes rows as one revision of a schema wants them. Not thread-safe. */
@FunctionalInterface
@Internal
public interface RowEncoder {

    /**
     * @throws IOException if the schema does not take the row; an unchecked exception means the
     *     same
     */
    byte[] encode(RowData row) throws IOException;
}
