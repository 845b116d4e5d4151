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

package io.flinkbundle.connector.pubsub.table;

import io.flinkbundle.connector.pubsub.source.PubSubDeserializationSchema;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

/** How columns are read from the data of messages. */
@Internal
interface ValueDecoding {

    ChangelogMode changelogMode();

    /**
     * @param physicalType the columns that the data holds
     * @param projection those that are read
     */
    Decoder decoder(DynamicTableSource.Context context, DataType physicalType, int[][] projection);

    /**
     * Reads rows of a message.
     *
     * @param places where its rows have the columns that are read
     * @param exact whether its rows have these columns, in this order and no others
     */
    record Decoder(PubSubDeserializationSchema<RowData> schema, int[] places, boolean exact) {}
}
