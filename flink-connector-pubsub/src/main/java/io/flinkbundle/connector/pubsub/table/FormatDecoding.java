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
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.Projection;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.format.ProjectableDecodingFormat;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

import java.util.Arrays;

/** One of Flink's formats, which sees the data of a message alone. */
@Internal
record FormatDecoding(DecodingFormat<DeserializationSchema<RowData>> format)
        implements ValueDecoding {

    @Override
    public ChangelogMode changelogMode() {
        return format.getChangelogMode();
    }

    @Override
    public Decoder decoder(
            DynamicTableSource.Context context, DataType physicalType, int[][] projection) {
        if (format instanceof ProjectableDecodingFormat<DeserializationSchema<RowData>> cutting) {
            return new Decoder(
                    PubSubDeserializationSchema.data(
                            cutting.createRuntimeDecoder(context, physicalType, projection)),
                    Projection.range(0, projection.length).toTopLevelIndexes(),
                    true);
        }
        int[] places = Projection.of(projection).toTopLevelIndexes();
        return new Decoder(
                PubSubDeserializationSchema.data(
                        format.createRuntimeDecoder(context, physicalType)),
                places,
                Arrays.equals(places, Projection.all(physicalType).toTopLevelIndexes()));
    }
}
