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

package io.flinkbundle.connector.duckdb.client;

import io.flinkbundle.connector.duckdb.client.DuckDbType.ArrayOf;
import io.flinkbundle.connector.duckdb.client.DuckDbType.Decimal;
import io.flinkbundle.connector.duckdb.client.DuckDbType.Enumeration;
import io.flinkbundle.connector.duckdb.client.DuckDbType.ListOf;
import io.flinkbundle.connector.duckdb.client.DuckDbType.MapOf;
import io.flinkbundle.connector.duckdb.client.DuckDbType.Member;
import io.flinkbundle.connector.duckdb.client.DuckDbType.Simple;
import io.flinkbundle.connector.duckdb.client.DuckDbType.Struct;
import io.flinkbundle.connector.duckdb.client.DuckDbType.Union;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class DuckDbTypeTest {

    private static final DuckDbType INTEGER = new Simple("INTEGER");
    private static final DuckDbType VARCHAR = new Simple("VARCHAR");

    static Stream<Arguments> types() {
        return Stream.of(
                arguments("INTEGER", INTEGER),
                arguments("integer", INTEGER),
                arguments("TIMESTAMP WITH TIME ZONE", new Simple("TIMESTAMP WITH TIME ZONE")),
                arguments("DECIMAL(18,3)", new Decimal(18, 3)),
                arguments("DECIMAL(18, 3)[]", new ListOf(new Decimal(18, 3))),
                arguments("INTEGER[3]", new ArrayOf(INTEGER, 3)),
                arguments("INTEGER[3][][2]", new ArrayOf(new ListOf(new ArrayOf(INTEGER, 3)), 2)),
                arguments("MAP(VARCHAR, DECIMAL(10,2))", new MapOf(VARCHAR, new Decimal(10, 2))),
                arguments(
                        "ENUM('a', 'it''s', 'b\"c, d)', '')",
                        new Enumeration(List.of("a", "it's", "b\"c, d)", ""))),
                arguments(
                        "STRUCT(a INTEGER, \"b c\" VARCHAR[])[]",
                        new ListOf(
                                new Struct(
                                        List.of(
                                                new Member("a", INTEGER),
                                                new Member("b c", new ListOf(VARCHAR)))))),
                arguments(
                        "STRUCT(\"x\"\"y, (\" TIMESTAMP WITH TIME ZONE)",
                        new Struct(
                                List.of(
                                        new Member(
                                                "x\"y, (",
                                                new Simple("TIMESTAMP WITH TIME ZONE"))))),
                arguments(
                        "UNION(num INTEGER, str VARCHAR)",
                        new Union(List.of(new Member("num", INTEGER), new Member("str", VARCHAR)))),
                arguments("\"NULL\"", new Simple("\"NULL\"")),
                arguments("\"my (type\"[]", new ListOf(new Simple("\"my (type\""))),
                arguments("GEOMETRY('a)', (1))[]", new ListOf(new Simple("GEOMETRY('a)', (1))"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    void takesANameApart(String name, DuckDbType type) {
        assertThat(DuckDbType.parse(name)).isEqualTo(type);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "TUPLE(INTEGER, VARCHAR",
                "STRUCT(a)",
                "STRUCT()",
                "MAP(INTEGER)",
                "DECIMAL(a,b)",
                "ENUM('open",
                "INTEGER[",
                "INTEGER[]]",
                "INTEGER[99999999999]",
                "(",
                "STRUCT(\"a"
            })
    void keepsTheTextOfWhatItDoesNotUnderstand(String name) {
        assertThat(DuckDbType.parse(name)).isEqualTo(new Simple(name));
    }

    @Test
    void findsAMemberWithoutRegardToCase() {
        List<Member> members = List.of(new Member("Id", INTEGER));

        assertThat(Member.find(members, "iD")).contains(members.get(0));
        assertThat(Member.find(members, "other")).isEmpty();
    }

    @Test
    void readsItsOwnTextOfAnyType() {
        for (int seed = 0; seed < 1_000; seed++) {
            DuckDbType type = new RandomType(seed).next(4);

            assertThat(DuckDbType.parse(type.toString())).as("seed %d", seed).isEqualTo(type);
        }
    }

    @Test
    void readsTheNamesThatDuckDbGivesToAnyType() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            for (int seed = 0; seed < 200; seed++) {
                DuckDbType type = new RandomType(seed).next(3);
                statement.execute("CREATE OR REPLACE TABLE t (c " + type + ")");

                assertThat(DuckDbType.parse(typeName(statement)))
                        .as("seed %d", seed)
                        .isEqualTo(type);
            }
        }
    }

    @Test
    void readsDeeplyNestedTypes() {
        DuckDbType type = INTEGER;
        for (int depth = 0; depth < 200; depth++) {
            type = new Struct(List.of(new Member("f" + depth, new ListOf(type))));
        }

        assertThat(DuckDbType.parse(type.toString())).isEqualTo(type);
    }

    private static String typeName(Statement statement) throws Exception {
        String sql = "SELECT data_type FROM duckdb_columns() WHERE table_name = 't'";
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** Draws types with all kinds of names in them. */
    private static final class RandomType {
        private static final List<String> SIMPLE =
                List.of("INTEGER", "VARCHAR", "BLOB", "UUID", "TIME WITH TIME ZONE", "BIGNUM");
        private static final List<String> NAMES =
                List.of("a", "B", "select", "b c", "q\"q", "x,y", "(", ")[]", "é", "1", "it's");

        private final Random random;

        RandomType(long seed) {
            this.random = new Random(seed);
        }

        DuckDbType next(int depth) {
            int kind = random.nextInt(depth == 0 ? 3 : 8);
            return switch (kind) {
                case 0, 1 -> new Simple(SIMPLE.get(random.nextInt(SIMPLE.size())));
                case 2 ->
                        random.nextBoolean()
                                ? new Decimal(10 + random.nextInt(29), random.nextInt(10))
                                : new Enumeration(names());
                case 3 -> new ListOf(next(depth - 1));
                case 4 -> new ArrayOf(next(depth - 1), 1 + random.nextInt(9));
                case 5 -> new MapOf(next(depth - 1), next(depth - 1));
                case 6 -> new Struct(members(depth - 1));
                default -> new Union(members(depth - 1));
            };
        }

        private List<Member> members(int depth) {
            return names().stream().map(name -> new Member(name, next(depth))).toList();
        }

        private List<String> names() {
            int from = random.nextInt(NAMES.size() - 1);
            int to = from + 1 + random.nextInt(NAMES.size() - from);
            return IntStream.range(from, Math.min(to, from + 3)).mapToObj(NAMES::get).toList();
        }
    }
}
