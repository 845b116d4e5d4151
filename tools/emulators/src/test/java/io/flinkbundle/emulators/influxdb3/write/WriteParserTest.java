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

package io.flinkbundle.emulators.influxdb3.write;

import io.flinkbundle.emulators.influxdb3.line.Precision;
import io.flinkbundle.emulators.influxdb3.schema.Column;
import io.flinkbundle.emulators.influxdb3.schema.ColumnType;
import io.flinkbundle.emulators.influxdb3.schema.Limits;
import io.flinkbundle.emulators.influxdb3.schema.TableSchema;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WriteParserTest {

    private static final long NOW = 1_700_000_000_123_456_789L;

    private final Map<String, TableSchema> tables = new HashMap<>();
    private Limits limits = Limits.CORE;
    private Precision precision = Precision.NANOSECOND;

    private final Schemas schemas =
            new Schemas() {
                @Override
                public Optional<TableSchema> find(String table) {
                    return Optional.ofNullable(tables.get(table));
                }

                @Override
                public int tables() {
                    return tables.size();
                }

                @Override
                public Limits limits() {
                    return limits;
                }
            };

    private WriteParser parser(String lines) {
        byte[] bytes = lines.getBytes(UTF_8);
        return new WriteParser(bytes, bytes.length, schemas, precision, NOW);
    }

    private WriteBatch parse(String... lines) {
        try {
            return parser(String.join("\n", lines)).parse(true);
        } catch (RejectedWriteException e) {
            throw new AssertionError(e);
        }
    }

    private void tableExists(String name, Column... columns) {
        tables.put(name, TableSchema.EMPTY.with(List.of(columns)));
    }

    private static void assertOnlyError(WriteBatch batch, int line, String message) {
        assertThat(batch.errors()).hasSize(1);
        assertThat(batch.errors().get(0).lineNumber()).isEqualTo(line);
        assertThat(batch.errors().get(0).message()).isEqualTo(message);
    }

    @Test
    void givesPointsToTheirTables() {
        WriteBatch batch = parse("a f=1 1", "b f=2 2", "a f=3 3");

        assertThat(batch.tables()).extracting(TableBatch::table).containsExactly("a", "b");
        assertThat(batch.tables()).extracting(TableBatch::rows).containsExactly(2, 1);
        assertThat(batch.rows()).isEqualTo(3);
        assertThat(batch.errors()).isEmpty();
    }

    @Test
    void addsColumnsInTheOrderInWhichTheyComeAndTheTimeBehindTheFirstPoint() {
        WriteBatch batch = parse("a,t2=x,t1=y f=1i 1", "a,t3=z g=\"s\" 2");

        assertThat(batch.tables().get(0).draft().schema().columns())
                .containsExactly(
                        new Column("t2", ColumnType.TAG, 0),
                        new Column("t1", ColumnType.TAG, 1),
                        new Column("f", ColumnType.INTEGER, 2),
                        new Column("time", ColumnType.TIMESTAMP, 3),
                        new Column("t3", ColumnType.TAG, 4),
                        new Column("g", ColumnType.STRING, 5));
    }

    @Test
    void numbersTheSeriesOfABatch() {
        TableBatch table =
                parse("a,t=x f=1 1", "a,t=y f=1 2", "a,t=x f=1 3", "a f=1 4").tables().get(0);

        assertThat(table.seriesNumber(0)).isEqualTo(table.seriesNumber(2));
        assertThat(table.series())
                .containsExactly(
                        new Series(Map.of(0, "x")),
                        new Series(Map.of(0, "y")),
                        new Series(Map.of()));
    }

    @Test
    void findsManySeriesAgain() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            lines.append("a,t=").append(i % 5_000).append(" f=1 ").append(i).append('\n');
        }

        TableBatch table = parse(lines.toString()).tables().get(0);

        assertThat(table.series()).hasSize(5_000);
        assertThat(table.seriesNumber(4_999)).isEqualTo(table.seriesNumber(19_999));
    }

    @Test
    void countsPointsAndNotLines() {
        WriteBatch batch =
                parse("# comment", "", "a f=1 1", "  ", "bad", "a g=\"x\ny\" 2", "worse");

        assertThat(batch.errors()).extracting(LineError::lineNumber).containsExactly(2, 4);
    }

    @Test
    void showsTwentyBytesOfTheLineOfTheSameNumberAsTheServerDoes() {
        WriteBatch batch =
                parse("a f=1 1", "x".repeat(30), "ä".repeat(15), "a,b=" + "y".repeat(30));

        assertThat(batch.errors())
                .extracting(LineError::originalLine)
                .containsExactly("x".repeat(20), "ä".repeat(10), "a,b=" + "y".repeat(16));
    }

    @Test
    void showsAnotherLineAfterACommentAsTheServerDoes() {
        WriteBatch batch = parse("# comment", "a f=1 1", "bad");

        assertThat(batch.errors().get(0).originalLine()).isEqualTo("a f=1 1");
    }

    @Test
    void refusesAnotherTypeThanTheFirst() {
        assertOnlyError(
                parse("a f=1 1", "a f=1i 2"),
                2,
                "invalid column type for column 'f', expected iox::column_type::field::float, got"
                        + " iox::column_type::field::integer");
    }

    @Test
    void refusesAnotherTypeThanThatOfTheTable() {
        tableExists("a", new Column("f", ColumnType.STRING, 0));

        assertOnlyError(
                parse("a f=true 1"),
                1,
                "invalid column type for column 'f', expected iox::column_type::field::string, got"
                        + " iox::column_type::field::boolean");
    }

    @Test
    void refusesAFieldWithTheNameOfATag() {
        assertOnlyError(
                parse("a,x=1 x=1u 1"),
                1,
                "invalid column type for column 'x', expected iox::column_type::tag, got"
                        + " iox::column_type::field::uinteger");
    }

    @Test
    void refusesTheNameOfTheTime() {
        assertOnlyError(parse("a time=1 1"), 1, "'time' is a reserved column");
        assertOnlyError(
                parse("a f=1 1", "a,time=x f=1 1"),
                2,
                "invalid column type for column 'time', expected iox::column_type::timestamp, got"
                        + " iox::column_type::tag");
    }

    @Test
    void refusesAFieldThatComesTwice() {
        assertOnlyError(
                parse("a f=1,g=2,f=3 1"),
                1,
                "invalid line protocol - multiple instances of 'f' field found");
    }

    @Test
    void takesAFieldWrittenInTwoWaysForTheSame() {
        assertOnlyError(
                parse("a f,g=1,f\\,g=2 1"),
                1,
                "invalid line protocol - multiple instances of 'f,g' field found");
    }

    @Test
    void refusesATagThatComesTwice() {
        assertOnlyError(
                parse("a,t=x,t=y f=1 1"),
                1,
                "Must not contain duplicate tags, but `t` was repeated");
    }

    @Test
    void refusesTimesOutOfRange() {
        precision = Precision.SECOND;

        assertOnlyError(
                parse("a f=1 9223372037"),
                1,
                "timestamp, 9223372037, out of range for precision: Second");
    }

    @Test
    void leavesNothingOfALineThatIsRefused() {
        WriteBatch batch = parse("a f=1i 1", "a,t=x g=1,h=2,f=true 2", "a h=\"text\" 3");

        TableBatch table = batch.tables().get(0);
        assertThat(table.rows()).isEqualTo(2);
        assertThat(table.series()).hasSize(1);
        assertThat(table.draft().schema().columns())
                .extracting(Column::name)
                .containsExactly("f", "time", "h");
        assertThat(table.columns()).allMatch(data -> !(data.isPresent(0) && data.isPresent(1)));
        assertOnlyError(
                batch,
                2,
                "invalid column type for column 'f', expected iox::column_type::field::integer,"
                        + " got iox::column_type::field::boolean");
    }

    @Test
    void doesNotCreateATableWhoseLinesAreAllRefused() {
        WriteBatch batch = parse("a time=1 1", "b f=1 1");

        assertThat(batch.tables()).extracting(TableBatch::table).containsExactly("b");
    }

    @Test
    void refusesTablesBeyondTheLimit() {
        tableExists("a", new Column("f", ColumnType.FLOAT, 0));
        limits = Limits.CORE.withTables(2);

        WriteBatch batch = parse("a f=1 1", "b f=1 1", "c f=1 1", "b f=1 2");

        assertThat(batch.rows()).isEqualTo(3);
        assertOnlyError(
                batch,
                3,
                "Update to schema would exceed number of tables limit: attempted to create table"
                        + " but already have 2 table(s) (limit: 2)");
    }

    @Test
    void givesTheTableBackThatARefusedLineWouldHaveNeeded() {
        limits = Limits.CORE.withTables(1);

        WriteBatch batch = parse("a time=1 1", "b f=1 1");

        assertThat(batch.rows()).isEqualTo(1);
    }

    @Test
    void refusesColumnsBeyondTheLimitAndDoesNotCountTheTime() {
        limits = Limits.CORE.withColumns(2);

        WriteBatch batch = parse("a,t=x f=1 1", "a,t=x f=1,g=1 2", "a,t=x f=2 3");

        assertThat(batch.rows()).isEqualTo(2);
        assertOnlyError(
                batch,
                2,
                "Update to schema would exceed number of columns per table limit of 2 columns");
    }

    @Test
    void stopsAtTheFirstRefusedLineWhenLinesMayNotBeRefusedAlone() {
        assertThatThrownBy(() -> parser("a f=1 1\nbad\nworse").parse(false))
                .isInstanceOfSatisfying(
                        RejectedWriteException.class,
                        e -> assertThat(e.error().lineNumber()).isEqualTo(2));
    }

    @Test
    void givesLinesWithoutATimeThatOfTheServerCutToThePrecision() {
        precision = Precision.MILLISECOND;

        assertThat(parse("a f=1").tables().get(0).times()[0]).isEqualTo(1_700_000_000_123_000_000L);
    }

    @Test
    void refusesTheTwoTimesThatDuckDbCannotHold() {
        assertThat(parse("a f=1 9223372036854775807", "a f=1 -9223372036854775807").errors())
                .hasSize(2);
        assertThat(parse("a f=1 9223372036854775806", "a f=1 -9223372036854775808").errors())
                .isEmpty();
    }

    @Test
    void keepsTheValuesOfFieldsThatComeInAnyOrder() {
        TableBatch table =
                parse("a x=1i,y=2i 1", "a y=3i,x=4i 2", "a z=5i 3", "a z=6i,x=7i 4")
                        .tables()
                        .get(0);

        Map<String, ColumnData> columns = new HashMap<>();
        table.columns().forEach(data -> columns.put(data.column().name(), data));
        assertThat(values(columns.get("x"), 4)).containsExactly("1", "4", "-", "7");
        assertThat(values(columns.get("y"), 4)).containsExactly("2", "3", "-", "-");
        assertThat(values(columns.get("z"), 4)).containsExactly("-", "-", "5", "6");
    }

    private static List<String> values(ColumnData data, int rows) {
        return IntStream.range(0, rows)
                .mapToObj(row -> data.isPresent(row) ? Long.toString(data.bits(row)) : "-")
                .toList();
    }
}
