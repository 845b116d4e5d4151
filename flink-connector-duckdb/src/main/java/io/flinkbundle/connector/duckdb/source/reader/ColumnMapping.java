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

package io.flinkbundle.connector.duckdb.source.reader;

import io.flinkbundle.connector.duckdb.client.DuckDbColumn;
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
import java.util.Optional;

/**
 * How a column is read as its declared type. The fields of a struct are read as columns of their
 * own, so that only those that are declared are read, at the speed of columns. A list or a map is
 * turned into JSON as a whole, after the same expressions have been applied to its elements that
 * would be to a column.
 */
@Internal
final class ColumnMapping {

    /** The parameter of all lambdas; an inner one hides the outer one, which it never needs. */
    private static final String ELEMENT = "x";

    private static final String MISSING = "does not exist";

    private ColumnMapping() {}

    /**
     * Plans the reading of a column.
     *
     * @throws MisfitException if it is missing or its type cannot be read as the declared one
     */
    static ColumnPlan plan(Optional<DuckDbColumn> found, RowType.RowField declared)
            throws MisfitException {
        String name = declared.getName();
        if (found.isEmpty()) {
            throw new MisfitException(name, declared.getType(), MISSING);
        }
        DuckDbType type = DuckDbType.parse(found.get().typeName());
        return plan(name, type, declared.getType(), Identifiers.quote(found.get().name()));
    }

    /**
     * Plans the reading of a column, or of a part of it, which is NULL where the whole is.
     *
     * @param path the names of the column and of the parts that lead inwards
     * @throws MisfitException if there is no such part, or its type cannot be read as declared
     */
    static ColumnPlan plan(RelationColumns relation, List<String> path, LogicalType declared)
            throws MisfitException {
        String name = path.get(0);
        DuckDbColumn column =
                relation.column(name)
                        .orElseThrow(() -> new MisfitException(path.get(0), declared, MISSING));
        DuckDbType type = DuckDbType.parse(column.typeName());
        String sql = Identifiers.quote(column.name());
        for (String part : path.subList(1, path.size())) {
            List<Member> members = members(name, type, declared);
            String partName = name + '.' + part;
            Member member =
                    Member.find(members, part)
                            .orElseThrow(() -> new MisfitException(partName, declared, MISSING));
            name = partName;
            type = member.type();
            sql = field(sql, member.name());
        }
        return plan(name, type, declared, sql);
    }

    /**
     * Plans the reading of what an expression yields.
     *
     * @param path names the values in messages
     */
    static ColumnPlan plan(String path, DuckDbType found, LogicalType declared, String sql)
            throws MisfitException {
        if (declared instanceof RowType row) {
            return row(path, members(path, found, declared), row, sql);
        }
        if (declared instanceof ArrayType array) {
            return array(path, element(path, found, declared), array.getElementType(), sql);
        }
        if (declared instanceof MapType map) {
            if (found instanceof DuckDbType.MapOf foundMap) {
                return map(path, foundMap, map, sql);
            }
            throw misfit(path, found, declared);
        }
        return ScalarMapping.plan(path, found, declared, sql)
                .orElseThrow(() -> misfit(path, found, declared));
    }

    private static MisfitException misfit(String path, DuckDbType found, LogicalType declared) {
        return new MisfitException(path, declared, "is " + found);
    }

    /** A union has a value in one of its tags and NULL in the others. */
    private static List<Member> members(String path, DuckDbType found, LogicalType declared)
            throws MisfitException {
        if (found instanceof DuckDbType.Struct struct) {
            return struct.members();
        }
        if (found instanceof DuckDbType.Union union) {
            return union.members();
        }
        throw misfit(path, found, declared);
    }

    private static DuckDbType element(String path, DuckDbType found, LogicalType declared)
            throws MisfitException {
        if (found instanceof DuckDbType.ListOf list) {
            return list.element();
        }
        if (found instanceof DuckDbType.ArrayOf array) {
            return array.element();
        }
        throw misfit(path, found, declared);
    }

    private static ColumnPlan row(String path, List<Member> members, RowType declared, String sql)
            throws MisfitException {
        List<ColumnPlan.Part> parts = new ArrayList<>();
        parts.add(new ColumnPlan.Part(sql + " IS NULL", false));
        List<ColumnPlan> fields = new ArrayList<>();
        for (RowType.RowField field : declared.getFields()) {
            String fieldPath = path + '.' + field.getName();
            Optional<Member> member = Member.find(members, field.getName());
            if (member.isEmpty()) {
                throw new MisfitException(fieldPath, field.getType(), MISSING);
            }
            ColumnPlan plan =
                    plan(
                            fieldPath,
                            member.get().type(),
                            field.getType(),
                            field(sql, member.get().name()));
            fields.add(plan);
            parts.addAll(plan.parts());
        }
        return new ColumnPlan(parts, NestedDecoders.rows(fields));
    }

    private static ColumnPlan array(String path, DuckDbType found, LogicalType declared, String sql)
            throws MisfitException {
        ColumnPlan element = plan(path + "[]", found, declared, ELEMENT);
        return ColumnPlan.ofList(
                transform(sql, element.element()), NestedDecoders.arrays(element, declared));
    }

    private static ColumnPlan map(String path, DuckDbType.MapOf found, MapType declared, String sql)
            throws MisfitException {
        LogicalType keyType = declared.getKeyType();
        LogicalType valueType = declared.getValueType();
        ColumnPlan key = plan(path + ".key", found.key(), keyType, field(ELEMENT, "key"));
        ColumnPlan value = plan(path + ".value", found.value(), valueType, field(ELEMENT, "value"));
        List<ColumnPlan.Part> parts = new ArrayList<>(key.parts());
        parts.addAll(value.parts());
        ColumnDecoder decoder = NestedDecoders.maps(key, keyType, value, valueType);
        String entry = new ColumnPlan(parts, decoder).element();
        return ColumnPlan.ofList(transform("map_entries(" + sql + ')', entry), decoder);
    }

    /** Without the parentheses, DuckDB takes what stands before the point for a table's name. */
    private static String field(String sql, String name) {
        return '(' + sql + ")." + Identifiers.quote(name);
    }

    private static String transform(String list, String element) {
        return element.equals(ELEMENT)
                ? list
                : "list_transform(" + list + ", lambda " + ELEMENT + ": " + element + ')';
    }
}
