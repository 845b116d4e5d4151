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

package io.flinkbundle.connector.duckdb.sink;

import io.flinkbundle.connector.duckdb.client.DuckDbType;
import io.flinkbundle.connector.duckdb.client.DuckDbType.Member;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds what keeps values of a type from going into a column, part by part. Structs have to have
 * the same fields, in any order: a struct is one value, of which no part is left to a default.
 */
@Internal
final class TypeComparison {

    private final List<String> differences = new ArrayList<>();

    private TypeComparison() {}

    /**
     * One sentence for each difference; none if all values fit.
     *
     * @param column the column's name
     */
    static List<String> differences(
            String column, LogicalType type, DuckDbType written, DuckDbType existing) {
        TypeComparison comparison = new TypeComparison();
        comparison.compare(column, type, written, existing);
        return comparison.differences;
    }

    private void compare(String path, LogicalType type, DuckDbType written, DuckDbType existing) {
        if (type instanceof ArrayType array && written instanceof DuckDbType.ListOf list) {
            Optional<DuckDbType> element = element(existing);
            if (element.isPresent()) {
                compare(path + "[]", array.getElementType(), list.element(), element.get());
                return;
            }
        }
        if (type instanceof MapType map
                && written instanceof DuckDbType.MapOf from
                && existing instanceof DuckDbType.MapOf to) {
            compare(path + ".key", map.getKeyType(), from.key(), to.key());
            compare(path + ".value", map.getValueType(), from.value(), to.value());
            return;
        }
        if (type instanceof RowType row
                && written instanceof DuckDbType.Struct from
                && existing instanceof DuckDbType.Struct to) {
            compareFields(path, row, from.members(), to.members());
            return;
        }
        if (!TypeAssignment.isAllowed(written, existing)) {
            differences.add(
                    String.format(
                            "column '%s' is written as %s (Flink %s), but the table has %s",
                            path, written, type.asSummaryString(), existing));
        }
    }

    private static Optional<DuckDbType> element(DuckDbType type) {
        if (type instanceof DuckDbType.ListOf list) {
            return Optional.of(list.element());
        }
        return type instanceof DuckDbType.ArrayOf array
                ? Optional.of(array.element())
                : Optional.empty();
    }

    private void compareFields(
            String path, RowType row, List<Member> written, List<Member> existing) {
        for (int i = 0; i < written.size(); i++) {
            Member from = written.get(i);
            String field = path + '.' + from.name();
            Optional<Member> to = Member.find(existing, from.name());
            if (to.isPresent()) {
                compare(field, row.getTypeAt(i), from.type(), to.get().type());
            } else {
                differences.add(
                        String.format(
                                "field '%s' (%s) is missing in the table", field, from.type()));
            }
        }
        for (Member member : existing) {
            if (Member.find(written, member.name()).isEmpty()) {
                differences.add(
                        String.format(
                                "field '%s.%s' (%s) of the table is not written",
                                path, member.name(), member.type()));
            }
        }
    }
}
