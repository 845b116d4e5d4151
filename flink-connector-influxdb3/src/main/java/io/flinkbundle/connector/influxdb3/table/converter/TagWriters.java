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

package io.flinkbundle.connector.influxdb3.table.converter;

import io.flinkbundle.connector.influxdb3.client.PointKey;
import io.flinkbundle.connector.influxdb3.table.converter.ColumnWriter.ValueWriter;

import org.apache.flink.annotation.Internal;
import org.apache.flink.core.memory.MemorySegment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.binary.BinaryStringData;
import org.apache.flink.table.types.logical.LogicalType;

import java.nio.charset.StandardCharsets;

/** Write columns as tags. A tag that is NULL or empty is left out: line protocol has no form. */
@Internal
public final class TagWriters {

    private TagWriters() {}

    /**
     * @throws ValidationException if the type cannot be a tag
     */
    public static ColumnWriter column(PointKey name, int index, LogicalType type) {
        return ColumnWriter.of(name, index, false, notNull(name, index, type));
    }

    /** A tag that is the same for all rows. */
    public static ColumnWriter constant(PointKey name, String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return ColumnWriter.constant(name, (row, point) -> point.tag(name, utf8, 0, utf8.length));
    }

    private static ValueWriter notNull(PointKey name, int index, LogicalType type) {
        return switch (type.getTypeRoot()) {
            case CHAR, VARCHAR ->
                    (row, point) -> {
                        StringData text = row.getString(index);
                        if (text instanceof BinaryStringData binary && isInOneArray(binary)) {
                            point.tag(
                                    name,
                                    binary.getSegments()[0].getArray(),
                                    binary.getOffset(),
                                    binary.getSizeInBytes());
                        } else {
                            byte[] utf8 = text.toBytes();
                            point.tag(name, utf8, 0, utf8.length);
                        }
                    };
            case BOOLEAN ->
                    (row, point) -> point.tag(name, row.getBoolean(index) ? "true" : "false");
            case TINYINT -> (row, point) -> point.tag(name, row.getByte(index));
            case SMALLINT -> (row, point) -> point.tag(name, row.getShort(index));
            case INTEGER -> (row, point) -> point.tag(name, row.getInt(index));
            case BIGINT -> (row, point) -> point.tag(name, row.getLong(index));
            default ->
                    throw new ValidationException(
                            "Column '"
                                    + name
                                    + "' has the type "
                                    + type.asSummaryString()
                                    + ", which cannot be a tag: tags are strings, whole numbers or"
                                    + " booleans. Take it out of 'tag.columns', or cast it.");
        };
    }

    /** Whether the bytes can be read where they are; encodes a string that has none yet. */
    static boolean isInOneArray(BinaryStringData text) {
        text.ensureMaterialized();
        MemorySegment[] segments = text.getSegments();
        return segments.length == 1 && !segments[0].isOffHeap();
    }
}
