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

package io.flinkbundle.connector.duckdb.table.pushdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * A column whose values are hard to compare.
 *
 * @param name the name
 * @param stored the type in the file
 * @param declared the type in Flink
 * @param values values in DuckDB's SQL
 * @param literals what they are compared with, in Flink's SQL
 */
record FilterTestColumn(
        String name, String stored, String declared, List<String> values, List<String> literals) {

    private static final List<String> OPERATORS = List.of("=", "<>", "<", "<=", ">", ">=");

    static final List<FilterTestColumn> COLUMNS =
            List.of(
                    of("tiny", "TINYINT", "TINYINT", "-128;-1;0;1;127", "-128;0;127"),
                    of(
                            "num",
                            "INTEGER",
                            "INT",
                            "-2147483648;-1;0;1;2;3;2147483647",
                            "0;1;2;2147483647;-5"),
                    of(
                            "big",
                            "BIGINT",
                            "BIGINT",
                            "-9223372036854775808;-1;0;1;9223372036854775807",
                            "0;9223372036854775807;-9223372036854775807"),
                    of("wide", "UINTEGER", "BIGINT", "0;1;4294967295", "0;1;4294967295;-1"),
                    of(
                            "f",
                            "FLOAT",
                            "FLOAT",
                            "'NaN';'Infinity';'-Infinity';0;'-0.0';0.1;1;3.4e38;1e-45",
                            "0;1;-7;CAST(0.1 AS FLOAT);CAST(3.4e38 AS FLOAT)"),
                    of(
                            "d",
                            "DOUBLE",
                            "DOUBLE",
                            "'NaN';'Infinity';'-Infinity';0;'-0.0';0.1;1.5;1;1.7e308;4.9e-324",
                            "0;1;0.1;1.5;-1.5;0e0;1.7e308;4.9e-324"),
                    of(
                            "fd",
                            "FLOAT",
                            "DOUBLE",
                            "'NaN';'Infinity';'-Infinity';0.1;0.5;1",
                            "0.1;0.5;1"),
                    of(
                            "price",
                            "DECIMAL(8,1)",
                            "DECIMAL(10, 2)",
                            "0;1.5;-1.5;9999999.9;0.1",
                            "1.5;1.50;0;0.1;9999999.9;99999999.99"),
                    of(
                            "huge",
                            "HUGEINT",
                            "DECIMAL(38, 0)",
                            "0;1;99999999999999999999999999999999999999",
                            "0;1;CAST('99999999999999999999999999999999999999' AS DECIMAL(38, 0))"),
                    of(
                            "name",
                            "VARCHAR COLLATE NOCASE",
                            "STRING",
                            "'';'a';'A';'ab';'AB';'b';'Ä';'ä';'😀';'ﬁ';'a%'",
                            "'';'a';'A';'AB';'ä';'😀';'ﬁ'"),
                    of(
                            "uuid",
                            "UUID",
                            "STRING",
                            "'00000000-0000-0000-0000-000000000001';"
                                    + "'ffffffff-0000-0000-0000-000000000001'",
                            "'00000000-0000-0000-0000-000000000001';'f';'8'"),
                    of(
                            "mood",
                            "ENUM('z', 'm', 'a')",
                            "STRING",
                            "'z';'m';'a'",
                            "'m';'a';'not one of them'"),
                    of(
                            "day",
                            "DATE",
                            "DATE",
                            "'0001-01-01';'1969-12-31';'1970-01-01';'2024-02-29';'9999-12-31'",
                            "DATE '1970-01-01';DATE '2024-02-29';DATE '9999-12-31'"),
                    of(
                            "clock",
                            "TIME",
                            "TIME",
                            "'00:00:00';'12:00:00';'12:00:00.0005';'23:59:59.999999'",
                            "TIME '00:00:00';TIME '12:00:00';TIME '23:59:59'"),
                    of(
                            "ts",
                            "TIMESTAMP",
                            "TIMESTAMP(6)",
                            "'1960-01-01 00:00:00.000001';'2024-01-01 00:00:00';"
                                    + "'2024-01-01 00:00:00.000001';'9999-12-31 23:59:59.999999'",
                            "TIMESTAMP '2024-01-01 00:00:00';"
                                    + "TIMESTAMP '2024-01-01 00:00:00.000001';"
                                    + "TIMESTAMP '1960-01-01 00:00:00'"),
                    of(
                            "ts3",
                            "TIMESTAMP",
                            "TIMESTAMP(3)",
                            "'1960-01-01 00:00:00.000001';'1959-12-31 23:59:59.999999';"
                                    + "'2024-01-01 00:00:00.123';'2024-01-01 00:00:00.123456'",
                            "TIMESTAMP '2024-01-01 00:00:00.123';"
                                    + "TIMESTAMP '1960-01-01 00:00:00';"
                                    + "TIMESTAMP '1959-12-31 23:59:59.999'"),
                    of(
                            "seconds",
                            "TIMESTAMP_S",
                            "TIMESTAMP(0)",
                            "'1960-01-01 00:00:00';'2024-01-01 00:00:01'",
                            "TIMESTAMP '2024-01-01 00:00:01';TIMESTAMP '1960-01-01 00:00:00'"),
                    of(
                            "nanos",
                            "TIMESTAMP_NS",
                            "TIMESTAMP(9)",
                            "'1960-01-01 00:00:00.000000001';'2024-01-01 00:00:00';"
                                    + "'2024-01-01 00:00:00.000000001'",
                            "TIMESTAMP '2024-01-01 00:00:00';"
                                    + "TIMESTAMP '1960-01-01 00:00:00';"
                                    + "TIMESTAMP '9999-01-01 00:00:00'"),
                    of(
                            "nanos7",
                            "TIMESTAMP_NS",
                            "TIMESTAMP(6)",
                            "'1960-01-01 00:00:00.000001001';'1959-12-31 23:59:59.999999001';"
                                    + "'2024-01-01 00:00:00.000000999'",
                            "TIMESTAMP '2024-01-01 00:00:00';"
                                    + "TIMESTAMP '1960-01-01 00:00:00.000001';"
                                    + "TIMESTAMP '1959-12-31 23:59:59.999999'"),
                    of(
                            "tz",
                            "TIMESTAMPTZ",
                            "TIMESTAMP_LTZ(6)",
                            "'1960-01-01 00:00:00+00';'2024-01-01 00:00:00+00';"
                                    + "'2024-01-01 00:00:00.000001+00'",
                            "TO_TIMESTAMP_LTZ(1704067200000, 3);TO_TIMESTAMP_LTZ(0, 3)"));

    private static FilterTestColumn of(
            String name, String stored, String declared, String values, String literals) {
        return new FilterTestColumn(
                name, stored, declared, List.of(values.split(";")), List.of(literals.split(";")));
    }

    static List<String> createTable() {
        return List.of(
                "CREATE TABLE t (id BIGINT, flag BOOLEAN, num2 INTEGER, name2 VARCHAR, "
                        + COLUMNS.stream()
                                .map(column -> '"' + column.name + "\" " + column.stored)
                                .collect(Collectors.joining(", "))
                        + ')');
    }

    static String declarations() {
        return "id BIGINT, flag BOOLEAN, num2 INT, name2 STRING, "
                + COLUMNS.stream()
                        .map(column -> '`' + column.name + "` " + column.declared)
                        .collect(Collectors.joining(", "));
    }

    static String insertRow(int id, Random random) {
        List<String> values = new ArrayList<>();
        values.add(Integer.toString(id));
        values.add(any(List.of("true", "false", "NULL"), random));
        values.add(any(List.of("0", "1", "2", "NULL"), random));
        values.add(any(List.of("'a'", "'A'", "'ab'", "NULL"), random));
        for (FilterTestColumn column : COLUMNS) {
            values.add(random.nextInt(6) == 0 ? "NULL" : any(column.values, random));
        }
        return "INSERT INTO t VALUES (" + String.join(", ", values) + ')';
    }

    /** Each operator with each literal, and the conditions that look at more than one. */
    List<String> allComparisons() {
        List<String> filters = new ArrayList<>();
        for (String literal : literals) {
            for (String operator : OPERATORS) {
                filters.add(quoted() + ' ' + operator + ' ' + literal);
            }
        }
        filters.add(quoted() + " IS NULL");
        filters.add(quoted() + " IN (" + String.join(", ", literals) + ')');
        filters.add(quoted() + " NOT IN (" + String.join(", ", literals) + ')');
        return filters;
    }

    private String quoted() {
        return '`' + name + '`';
    }

    static String randomFilter(Random random, int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            return atom(random);
        }
        String left = randomFilter(random, depth - 1);
        return switch (random.nextInt(6)) {
            case 0, 1 -> '(' + left + " AND " + randomFilter(random, depth - 1) + ')';
            case 2, 3 -> '(' + left + " OR " + randomFilter(random, depth - 1) + ')';
            case 4 -> "NOT (" + left + ')';
            default ->
                    '(' + left + ") " + any(List.of("IS TRUE", "IS NOT TRUE", "IS FALSE"), random);
        };
    }

    private static String atom(Random random) {
        FilterTestColumn column = any(COLUMNS, random);
        return switch (random.nextInt(12)) {
            case 0 -> "flag";
            case 1 -> "num " + any(OPERATORS, random) + " num2";
            case 2 -> "name " + any(OPERATORS, random) + " name2";
            case 3 -> "name LIKE " + any(List.of("'a%'", "'A%'", "'%'", "'ä%'"), random);
            case 4 -> column.quoted() + " IS NULL";
            case 5 ->
                    column.quoted()
                            + " BETWEEN "
                            + any(column.literals, random)
                            + " AND "
                            + any(column.literals, random);
            case 6 ->
                    column.quoted()
                            + " IN ("
                            + any(column.literals, random)
                            + ", "
                            + any(column.literals, random)
                            + ')';
            default ->
                    column.quoted()
                            + ' '
                            + any(OPERATORS, random)
                            + ' '
                            + any(column.literals, random);
        };
    }

    private static <T> T any(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
