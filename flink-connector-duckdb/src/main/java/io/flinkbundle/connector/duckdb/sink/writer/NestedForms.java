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

package io.flinkbundle.connector.duckdb.sink.writer;

import io.flinkbundle.connector.duckdb.client.DuckDbType;
import io.flinkbundle.connector.duckdb.client.DuckDbType.Member;
import io.flinkbundle.connector.duckdb.client.Identifiers;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Chooses how values travel within a JSON document: arrays, maps and rows, and what is in them. */
@Internal
final class NestedForms {

    private NestedForms() {}

    /**
     * @param place names the values in messages
     * @param shape what they become: its structs have the fields of the rows, in any order
     */
    static NestedForm of(ValuePlace place, LogicalType type, DuckDbType shape) {
        if (type instanceof ArrayType array) {
            return array(place, array, shape);
        }
        if (type instanceof MapType map) {
            return map(place, map, (DuckDbType.MapOf) shape);
        }
        return type instanceof RowType row
                ? row(place, row, ((DuckDbType.Struct) shape).members())
                : ScalarForms.of(place, type);
    }

    private static NestedForm array(ValuePlace place, ArrayType type, DuckDbType shape) {
        boolean fixed = shape instanceof DuckDbType.ArrayOf;
        DuckDbType elementShape =
                fixed
                        ? ((DuckDbType.ArrayOf) shape).element()
                        : ((DuckDbType.ListOf) shape).element();
        NestedForm element = of(place.elements(), type.getElementType(), elementShape);
        JsonWriter writer = NestedWriters.array(element.writer());
        return new NestedForm(
                '[' + element.structure() + ']',
                element.needsNoConversion()
                        ? UnaryOperator.identity()
                        : sql -> NestedForm.transform(sql, element.conversion()),
                fixed
                        ? NestedWriters.ofLength(
                                ((DuckDbType.ArrayOf) shape).length(), writer, place)
                        : writer);
    }

    /** A list of entries, of which DuckDB makes a map. */
    private static NestedForm map(ValuePlace place, MapType type, DuckDbType.MapOf shape) {
        ValuePlace keyPlace = place.part("key");
        NestedForm key = of(keyPlace, type.getKeyType(), shape.key());
        NestedForm value = of(place.part("value"), type.getValueType(), shape.value());
        UnaryOperator<String> entry =
                sql ->
                        String.format(
                                "struct_pack(k := %s, v := %s)",
                                key.conversion().apply(field(sql, "k")),
                                value.conversion().apply(field(sql, "v")));
        boolean asItIs = key.needsNoConversion() && value.needsNoConversion();
        return new NestedForm(
                String.format("[{\"k\":%s,\"v\":%s}]", key.structure(), value.structure()),
                sql ->
                        String.format(
                                "map_from_entries(%s)",
                                asItIs ? sql : NestedForm.transform(sql, entry)),
                NestedWriters.map(key.writer(), value.writer(), keyPlace));
    }

    /** An object with the fields in the order and under the names of the struct. */
    private static NestedForm row(ValuePlace place, RowType type, List<Member> members) {
        List<NestedForm> fields = new ArrayList<>();
        int[] positions = new int[members.size()];
        for (int i = 0; i < positions.length; i++) {
            Member member = members.get(i);
            positions[i] = position(type, member.name());
            fields.add(of(place.part(member.name()), type.getTypeAt(positions[i]), member.type()));
        }
        StringBuilder structure = new StringBuilder();
        for (int i = 0; i < positions.length; i++) {
            structure
                    .append(i == 0 ? '{' : ',')
                    .append(JsonText.quoted(members.get(i).name()))
                    .append(':')
                    .append(fields.get(i).structure());
        }
        return new NestedForm(
                structure.append('}').toString(),
                fields.stream().allMatch(NestedForm::needsNoConversion)
                        ? UnaryOperator.identity()
                        : sql -> struct(sql, members, fields),
                NestedWriters.row(
                        members.stream().map(Member::name).toList(),
                        positions,
                        fields.stream().map(NestedForm::writer).toList(),
                        type.getFieldCount()));
    }

    private static int position(RowType type, String name) {
        List<String> names = type.getFieldNames();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("No field '" + name + "' in " + type + '.');
    }

    private static String struct(String sql, List<Member> members, List<NestedForm> fields) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            String name = members.get(i).name();
            values.add(
                    Identifiers.quote(name)
                            + " := "
                            + fields.get(i).conversion().apply(field(sql, name)));
        }
        return values.stream()
                .collect(
                        Collectors.joining(
                                ", ",
                                "CASE WHEN " + sql + " IS NOT NULL THEN struct_pack(",
                                ") END"));
    }

    /** Without the parentheses, DuckDB takes what stands before the point for a table's name. */
    private static String field(String sql, String name) {
        return '(' + sql + ")." + Identifiers.quote(name);
    }
}
