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

package io.flinkbundle.connector.bigquery.sink.writer.encode;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;
import org.apache.flink.types.RowKind;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;

import java.nio.charset.StandardCharsets;

/**
 * The two columns that make a row a change of an earlier one: what it does, and its place among the
 * changes of its key. BigQuery keeps the change with the highest place, in whatever order they
 * come.
 *
 * <p>The place is the value of a column, where one is named, then the start of this attempt and a
 * counter: a change that is written again after a failure comes behind everything before it.
 *
 * @see <a href="https://cloud.google.com/bigquery/docs/change-data-capture">Change data capture</a>
 */
@Internal
final class ChangeFields {

    static final String TYPE = "_CHANGE_TYPE";
    static final String SEQUENCE = "_CHANGE_SEQUENCE_NUMBER";

    private static final byte[] UPSERT = "UPSERT".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DELETE = "DELETE".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DIGITS = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final int HEX_BITS = 4;
    private static final int HEX_DIGITS = 16;

    private final int typeTag;
    private final int sequenceTag;
    private final SequenceField field;
    private final long startMillis;
    private long counter;

    /** Reads the column that says which change is later. */
    @FunctionalInterface
    private interface SequenceField {
        long valueOf(RowData row);
    }

    /**
     * @param type of the rows
     * @param descriptor gets the two columns
     * @param sequenceField the name of a column that grows with each change; empty for none
     */
    ChangeFields(RowType type, DescriptorProto.Builder descriptor, String sequenceField) {
        int number = type.getFieldCount() + 1;
        this.typeTag = Tags.sized(number);
        this.sequenceTag = Tags.sized(number + 1);
        this.field = sequenceField.isEmpty() ? null : sequenceField(type, sequenceField);
        this.startMillis = System.currentTimeMillis();
        descriptor.addField(text(TYPE, number)).addField(text(SEQUENCE, number + 1));
    }

    private static FieldDescriptorProto.Builder text(String name, int number) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
                .setType(FieldDescriptorProto.Type.TYPE_STRING);
    }

    private static SequenceField sequenceField(RowType type, String name) {
        int position = type.getFieldIndex(name);
        LogicalType sequence = type.getTypeAt(position);
        return switch (sequence.getTypeRoot()) {
            case INTEGER -> row -> row.getInt(position);
            case BIGINT -> row -> row.getLong(position);
            default -> {
                int precision = LogicalTypeChecks.getPrecision(sequence);
                yield row -> CivilTimes.micros(row.getTimestamp(position, precision));
            }
        };
    }

    void encode(RowData row, ProtoBuffer out) {
        out.writeTag(typeTag);
        out.writeBytes(row.getRowKind() == RowKind.DELETE ? DELETE : UPSERT);
        out.writeTag(sequenceTag);
        int begin = out.beginSized();
        if (field != null) {
            // Negative values come before the others.
            writeHex(field.valueOf(row) ^ Long.MIN_VALUE, HEX_DIGITS, out);
            out.writeByte('/');
        }
        writeHex(startMillis, HEX_DIGITS, out);
        out.writeByte('/');
        writeHex(counter++, HEX_DIGITS, out);
        out.endSized(begin);
    }

    private static void writeHex(long value, int digits, ProtoBuffer out) {
        for (int shift = (digits - 1) * HEX_BITS; shift >= 0; shift -= HEX_BITS) {
            out.writeByte(DIGITS[(int) (value >>> shift) & 0xF]);
        }
    }
}
