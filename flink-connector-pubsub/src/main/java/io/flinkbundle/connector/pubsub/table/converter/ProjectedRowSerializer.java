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

package io.flinkbundle.connector.pubsub.table.converter;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.utils.ProjectedRowData;

/** Hands some columns of a row to a format. */
@Internal
public final class ProjectedRowSerializer implements SerializationSchema<RowData> {

    private static final long serialVersionUID = 1L;

    private final SerializationSchema<RowData> format;
    private final int[] columns;
    private transient ProjectedRowData projected;

    public ProjectedRowSerializer(SerializationSchema<RowData> format, int[] columns) {
        this.format = format;
        this.columns = columns.clone();
    }

    @Override
    public void open(InitializationContext context) throws Exception {
        format.open(context);
        projected = ProjectedRowData.from(columns);
    }

    @Override
    public byte[] serialize(RowData row) {
        projected.replaceRow(row);
        return format.serialize(projected);
    }
}
