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
import org.apache.flink.table.data.GenericRowData;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;

import java.io.IOException;
import java.util.Arrays;

/**
 * Reads messages into rows. Between {@link #begin} and {@link #finish} the fields of a row hold
 * what their readers have made so far.
 */
@Internal
final class MessageReader {

    /** The field of a oneof whose value nobody reads, but which clears the others. */
    static final int NO_COLUMN = -1;

    private final Column[] columns;
    private final Slot[] slots;

    /** Of the slots, ascending. */
    private final int[] numbers;

    /**
     * @param columns of the row; a column without a reader is NULL
     * @param slots ascending by their numbers
     */
    MessageReader(Column[] columns, Slot[] slots) {
        this.columns = columns;
        this.slots = slots;
        numbers = Arrays.stream(slots).mapToInt(Slot::number).toArray();
    }

    /**
     * A column of the row.
     *
     * @param reader null if the schema does not have the column
     */
    record Column(FieldReader reader, String path, boolean nullable) {}

    /**
     * A field that is read.
     *
     * @param column into which, or {@link #NO_COLUMN}
     * @param others the columns of the same oneof, which are not set where this is
     */
    record Slot(int number, int column, int wireType, int[] others) {}

    GenericRowData read(CodedInputStream in) throws IOException {
        GenericRowData row = begin();
        merge(in, row);
        return finish(row);
    }

    GenericRowData begin() {
        return new GenericRowData(columns.length);
    }

    /** Reads up to the end of the data, or of the message that stands in it. */
    void merge(CodedInputStream in, GenericRowData row) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int slot = Arrays.binarySearch(numbers, WireFormat.getTagFieldNumber(tag));
            if (slot < 0) {
                skip(in, tag);
            } else {
                read(in, tag, slots[slot], row);
            }
        }
    }

    private void read(CodedInputStream in, int tag, Slot slot, GenericRowData row)
            throws IOException {
        int wireType = WireFormat.getTagWireType(tag);
        if (slot.column() == NO_COLUMN) {
            skip(in, tag);
            if (wireType == slot.wireType()) {
                clear(row, slot.others());
            }
            return;
        }
        FieldReader reader = columns[slot.column()].reader();
        if (!reader.takes(wireType)) {
            skip(in, tag);
            return;
        }
        Object held = row.getField(slot.column());
        Object read = reader.read(in, wireType, held);
        if (read != held) {
            clear(row, slot.others());
            row.setField(slot.column(), read);
        }
    }

    private static void clear(GenericRowData row, int[] columns) {
        for (int column : columns) {
            row.setField(column, null);
        }
    }

    GenericRowData finish(GenericRowData row) throws IOException {
        for (int i = 0; i < columns.length; i++) {
            Column column = columns[i];
            if (column.reader() == null) {
                continue;
            }
            Object value = column.reader().finish(row.getField(i));
            if (value == null && !column.nullable()) {
                throw new IOException(
                        "column '" + column.path() + "' is NOT NULL, and its field is not set");
            }
            row.setField(i, value);
        }
        return row;
    }

    static void skip(CodedInputStream in, int tag) throws IOException {
        if (!in.skipField(tag)) {
            throw new IOException("a group ends that did not begin");
        }
    }
}
