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

package io.flinkbundle.connector.bigquery.source.reader.avro;

import io.flinkbundle.connector.bigquery.source.ReadColumn;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Finds the fields of rows in records, whose fields come in an order of their own. */
@Internal
final class AvroColumns {

    /**
     * A field of the rows that is still to be found.
     *
     * @param path the names that lead to it from here inwards
     */
    private record Wanted(int position, LogicalType type, List<String> path) {

        String name() {
            return path.get(0);
        }

        boolean isPart() {
            return path.size() > 1;
        }

        Wanted inner() {
            return new Wanted(position, type, path.subList(1, path.size()));
        }
    }

    private AvroColumns() {}

    /**
     * How each field of the records is read.
     *
     * @param outer the name of the record with a dot, for messages; empty for the outermost
     */
    static AvroField[] of(String outer, Schema record, RowType rowType, List<ReadColumn> columns)
            throws IOException {
        List<Wanted> wanted = new ArrayList<>();
        for (int i = 0; i < rowType.getFieldCount(); i++) {
            wanted.add(new Wanted(i, rowType.getTypeAt(i), pathIn(record, columns.get(i))));
        }
        return fields(outer, record, wanted);
    }

    /** A query sends a part of a column as a column, a table as a part. */
    private static List<String> pathIn(Schema record, ReadColumn column) {
        boolean sent =
                record.getFields().stream()
                        .anyMatch(field -> isCalled(field, column.path().get(0)));
        return sent ? column.path() : List.of(column.name());
    }

    private static boolean isCalled(Schema.Field field, String name) {
        return AvroValues.nameOf(field).equalsIgnoreCase(name);
    }

    private static AvroField[] fields(String outer, Schema record, List<Wanted> wanted)
            throws IOException {
        for (Wanted each : wanted) {
            if (record.getFields().stream().noneMatch(field -> isCalled(field, each.name()))) {
                throw new IOException(
                        "BigQuery does not send the column '" + outer + each.name() + "'.");
            }
        }
        AvroField[] fields = new AvroField[record.getFields().size()];
        for (Schema.Field field : record.getFields()) {
            fields[field.pos()] =
                    field(
                            outer + AvroValues.nameOf(field),
                            field.schema(),
                            wanted.stream().filter(each -> isCalled(field, each.name())).toList());
        }
        return fields;
    }

    private static AvroField field(String name, Schema schema, List<Wanted> wanted)
            throws IOException {
        if (wanted.isEmpty()) {
            return (in, row) -> GenericDatumReader.skip(schema, in);
        }
        if (wanted.stream().allMatch(Wanted::isPart)) {
            return parts(name, schema, wanted);
        }
        if (wanted.size() > 1) {
            throw new IOException(
                    "Column '"
                            + name
                            + "' is read as a whole and in part, which Avro's format has no way"
                            + " for. Read it as a whole, or set the read format to Arrow.");
        }
        int position = wanted.get(0).position();
        AvroValue value = AvroValues.of(name, wanted.get(0).type(), schema);
        return (in, row) -> row.setField(position, value.read(in));
    }

    private static AvroField parts(String name, Schema schema, List<Wanted> wanted)
            throws IOException {
        Schema record = AvroValues.withoutNull(schema);
        if (record.getType() != Schema.Type.RECORD) {
            throw AvroValues.misfit(name, wanted.get(0).type(), record);
        }
        AvroField[] inner = fields(name + ".", record, wanted.stream().map(Wanted::inner).toList());
        if (record == schema) {
            return (in, row) -> read(inner, in, row);
        }
        int nullIndex = AvroValues.nullIndex(schema);
        return (in, row) -> {
            if (in.readIndex() != nullIndex) {
                read(inner, in, row);
            }
        };
    }

    /** Takes the next record out of a block. */
    static void read(AvroField[] fields, BinaryDecoder in, GenericRowData row) throws IOException {
        for (AvroField field : fields) {
            field.read(in, row);
        }
    }
}
