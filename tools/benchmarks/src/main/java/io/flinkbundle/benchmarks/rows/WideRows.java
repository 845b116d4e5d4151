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

package io.flinkbundle.benchmarks.rows;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows of twenty columns: four rows of {@link BenchmarkSchema} side by side, whose identifiers are
 * far apart. A digest takes each of the four as a row of its own.
 */
@Internal
public record WideRows(long seed) implements GeneratedRows {

    /** How many narrow rows stand side by side. */
    public static final int PARTS = 4;

    private static final int PART_WIDTH = BenchmarkSchema.COLUMNS.size();

    /** Not a multiple of the number of slots, so that the parts of a row have other values. */
    private static final long PART_DISTANCE = (1L << 40) + 12_345;

    private static final RowType ROW_TYPE = new RowType(fields());

    private static List<RowType.RowField> fields() {
        List<RowType.RowField> fields = new ArrayList<>();
        for (int part = 0; part < PARTS; part++) {
            for (RowType.RowField field : BenchmarkSchema.ROW_TYPE.getFields()) {
                fields.add(new RowType.RowField(column(field.getName(), part), field.getType()));
            }
        }
        return fields;
    }

    private static String column(String name, int part) {
        return name + "_" + part;
    }

    /** The columns of a DuckDB table of these rows. */
    public static String duckDbColumns() {
        return IntStream.range(0, PARTS)
                .mapToObj(WideRows::duckDbColumns)
                .collect(Collectors.joining(", "));
    }

    private static String duckDbColumns(int part) {
        return BenchmarkSchema.DUCKDB_COLUMN_TYPES.entrySet().stream()
                .map(column -> column(column.getKey(), part) + " " + column.getValue())
                .collect(Collectors.joining(", "));
    }

    /** A query in parentheses that puts the parts of the rows of {@code table} below each other. */
    public static String partsOf(String table) {
        return IntStream.range(0, PARTS)
                .mapToObj(part -> "SELECT " + aliases(part) + " FROM " + table)
                .collect(Collectors.joining(" UNION ALL ", "(", ")"));
    }

    private static String aliases(int part) {
        return BenchmarkSchema.COLUMNS.stream()
                .map(name -> column(name, part) + " AS " + name)
                .collect(Collectors.joining(", "));
    }

    /** The identifier of one part of a row. */
    public static long partId(long number, int part) {
        return number + part * PART_DISTANCE;
    }

    @Override
    public RowType rowType() {
        return ROW_TYPE;
    }

    @Override
    public Maker maker() {
        RowSlots slots = new RowSlots(seed);
        return number -> row(slots, number);
    }

    private static RowData row(RowSlots slots, long number) {
        GenericRowData row = new GenericRowData(PARTS * PART_WIDTH);
        for (int part = 0; part < PARTS; part++) {
            slots.fill(row, part * PART_WIDTH, partId(number, part));
        }
        return row;
    }

    @Override
    public void digest(RowData row, RowDigest digest) {
        for (int part = 0; part < PARTS; part++) {
            digest.add(row, part * PART_WIDTH);
        }
    }

    @Override
    public RowDigest expectedDigest(long rows) {
        RowSlots slots = new RowSlots(seed);
        RowDigest digest = new RowDigest();
        for (int part = 0; part < PARTS; part++) {
            digest.add(slots.expectedDigest(partId(0, part), rows));
        }
        return digest;
    }
}
