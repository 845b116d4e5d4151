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

package io.flinkbundle.connector.bigquery.client;

import org.apache.flink.annotation.Internal;

/** How rows are sent. */
@Internal
public enum RowFormat {
    /** Record batches of Arrow's IPC format. */
    ARROW,

    /** Records of Avro, one behind the other, in its binary encoding. */
    AVRO;

    /**
     * The format that a schema of the service belongs to.
     *
     * @param schema a message of Arrow's IPC format, or a schema of Avro, which is a JSON object
     */
    public static RowFormat of(byte[] schema) {
        return schema.length > 0 && schema[0] == '{' ? AVRO : ARROW;
    }
}
