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

package io.flinkbundle.emulators.bigquery.contract;

import io.flinkbundle.emulators.bigquery.testing.WriteTestBase;

import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FieldElementType;
import com.google.cloud.bigquery.PrimaryKey;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.TableConstraints;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableInfo;
import com.google.cloud.bigquery.storage.v1.AppendRowsRequest.MissingValueInterpretation;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.Exceptions;
import com.google.cloud.bigquery.storage.v1.StreamWriter;
import com.google.cloud.bigquery.storage.v1.TableFieldSchema;
import com.google.cloud.bigquery.storage.v1.TableSchema;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WriteRowsITCase extends WriteTestBase {

    private static final String DEFAULT = "/streams/_default";

    private static Field field(String name, StandardSQLTypeName type) {
        return Field.of(name, type);
    }

    private static Field repeated(String name, StandardSQLTypeName type) {
        return Field.newBuilder(name, type).setMode(Field.Mode.REPEATED).build();
    }

    @Test
    void allTypesComeBack() throws Exception {
        createTable(
                TABLE,
                field("b", StandardSQLTypeName.BOOL),
                field("i", StandardSQLTypeName.INT64),
                field("f", StandardSQLTypeName.FLOAT64),
                field("n", StandardSQLTypeName.NUMERIC),
                field("big", StandardSQLTypeName.BIGNUMERIC),
                field("s", StandardSQLTypeName.STRING),
                field("bytes", StandardSQLTypeName.BYTES),
                field("d", StandardSQLTypeName.DATE),
                field("t", StandardSQLTypeName.TIME),
                field("dt", StandardSQLTypeName.DATETIME),
                field("ts", StandardSQLTypeName.TIMESTAMP),
                field("j", StandardSQLTypeName.JSON),
                field("g", StandardSQLTypeName.GEOGRAPHY),
                field("iv", StandardSQLTypeName.INTERVAL),
                Field.newBuilder("r", StandardSQLTypeName.RANGE)
                        .setRangeElementType(FieldElementType.newBuilder().setType("DATE").build())
                        .build(),
                repeated("ints", StandardSQLTypeName.INT64),
                Field.newBuilder(
                                "recs",
                                StandardSQLTypeName.STRUCT,
                                field("x", StandardSQLTypeName.INT64),
                                repeated("ys", StandardSQLTypeName.STRING),
                                Field.of(
                                        "deep",
                                        StandardSQLTypeName.STRUCT,
                                        field("ts", StandardSQLTypeName.TIMESTAMP)))
                        .setMode(Field.Mode.REPEATED)
                        .build());
        TableSchema schema = schema(TABLE);
        try (StreamWriter writer = writer(path(TABLE) + DEFAULT, schema)) {
            await(
                    writer.append(
                            rows(
                                    schema,
                                    """
                                    {"b":true,"i":-9223372036854775808,"f":1.5,
                                     "n":"99999999999999999999999999999.999999999",
                                     "big":"-578960446186580977117854925043439539266.3499233282028201972879200395656481",
                                     "s":"häß","bytes":[1,2,-1],"d":"0001-01-01","t":"23:59:59.999999",
                                     "dt":"9999-12-31T23:59:59.999999","ts":"1969-12-31T23:59:59.999999Z",
                                     "j":"{\\"a\\":[1,null]}","g":"POINT(1 2)","iv":"1-2 3 4:5:6.7",
                                     "r":{"start":"2020-01-01","end":"2020-12-31"},
                                     "ints":[1,2],
                                     "recs":[{"x":1,"ys":["p","q"],"deep":{"ts":"2020-02-29T00:00:00Z"}},{"x":2}]}
                                    """,
                                    "{\"ints\":[]}")));
        }

        assertThat(rows(TABLE).get(0))
                .containsExactly(
                        "true",
                        "-9223372036854775808",
                        "1.5",
                        "99999999999999999999999999999.999999999",
                        "-578960446186580977117854925043439539266.3499233282028201972879200395656481",
                        "häß",
                        "AQL/",
                        "0001-01-01",
                        "23:59:59.999999",
                        "9999-12-31T23:59:59.999999",
                        "-0.000001",
                        "{\"a\":[1,null]}",
                        "POINT(1 2)",
                        "1-2 3 4:5:6.7",
                        "[2020-01-01, 2020-12-31)",
                        "[1,2]",
                        "[{1,[p,q],{1582934400.000000}},{2,[],null}]");
        assertThat(rows(TABLE).get(1)).startsWith("null", "null").endsWith("[]", "[]");
    }

    @Test
    void badRowsAreNamedByIndexAndNoRowIsTaken() throws Exception {
        createTable(
                TABLE,
                Field.newBuilder("s", StandardSQLTypeName.STRING).setMaxLength(3L).build(),
                field("d", StandardSQLTypeName.DATE));
        TableSchema schema = schema(TABLE);
        TableSchema lax =
                TableSchema.newBuilder()
                        .addFields(
                                TableFieldSchema.newBuilder()
                                        .setName("s")
                                        .setMode(TableFieldSchema.Mode.NULLABLE)
                                        .setType(TableFieldSchema.Type.STRING))
                        .build();
        try (StreamWriter writer = writer(path(TABLE) + DEFAULT, lax)) {
            assertThatThrownBy(
                            () ->
                                    await(
                                            writer.append(
                                                    rows(
                                                            lax,
                                                            "{\"s\":\"abc\"}",
                                                            "{\"s\":\"abcd\"}",
                                                            "{\"s\":\"ab\"}"))))
                    .cause()
                    .isInstanceOfSatisfying(
                            Exceptions.AppendSerializationError.class,
                            e ->
                                    assertThat(e.getRowIndexToErrorMessage())
                                            .containsOnlyKeys(1)
                                            .extractingByKey(1)
                                            .asString()
                                            .contains("maximum length 3"));
        }
        assertThat(rows(TABLE)).isEmpty();
        assertThat(schema.getFieldsList()).hasSize(2);
    }

    @Test
    void fieldsThatTheTableLacksAreASchemaMismatch() throws Exception {
        createNumbers(TABLE);
        TableSchema wider =
                schema(TABLE).toBuilder()
                        .addFields(
                                TableFieldSchema.newBuilder()
                                        .setName("more")
                                        .setMode(TableFieldSchema.Mode.NULLABLE)
                                        .setType(TableFieldSchema.Type.STRING))
                        .build();
        try (StreamWriter writer = writer(path(TABLE) + DEFAULT, wider)) {
            assertThatThrownBy(() -> await(writer.append(numbers(wider, 1))))
                    .cause()
                    .isInstanceOf(Exceptions.SchemaMismatchedException.class);
        }
    }

    @Test
    void aConnectionHearsOnceOfANewSchema() throws Exception {
        createNumbers(TABLE);
        TableSchema schema = schema(TABLE);
        try (StreamWriter writer = writer(path(TABLE) + DEFAULT, schema)) {
            assertThat(await(writer.append(numbers(schema, 1))).hasUpdatedSchema()).isFalse();
            bigQuery.update(
                    bigQuery.getTable(TableId.of(DATASET, TABLE)).toBuilder()
                            .setDefinition(
                                    StandardTableDefinition.of(
                                            Schema.of(
                                                    field("n", StandardSQLTypeName.INT64),
                                                    field("s", StandardSQLTypeName.STRING))))
                            .build());

            AppendRowsResponse response = await(writer.append(numbers(schema, 2)));
            assertThat(response.getUpdatedSchema().getFieldsList())
                    .extracting(TableFieldSchema::getName)
                    .containsExactly("n", "s");
            assertThat(await(writer.append(numbers(schema, 3))).hasUpdatedSchema()).isFalse();
        }
        assertThat(rows(TABLE))
                .containsExactly(List.of("1", "null"), List.of("2", "null"), List.of("3", "null"));
    }

    @Test
    void aBufferedStreamOutlivesANewSchema() throws Exception {
        createNumbers(TABLE);
        TableSchema schema = schema(TABLE);
        WriteStream stream = stream(TABLE, WriteStream.Type.BUFFERED);
        try (StreamWriter writer = writer(stream.getName(), schema)) {
            await(writer.append(numbers(schema, 1), 0));
            bigQuery.update(
                    bigQuery.getTable(TableId.of(DATASET, TABLE)).toBuilder()
                            .setDefinition(
                                    StandardTableDefinition.of(
                                            Schema.of(
                                                    field("n", StandardSQLTypeName.INT64),
                                                    field("s", StandardSQLTypeName.STRING))))
                            .build());
            await(writer.append(numbers(schema, 2), 1));
            flush(stream.getName(), 1);
        }
        assertThat(rows(TABLE)).containsExactly(List.of("1", "null"), List.of("2", "null"));
    }

    @Test
    void missingValuesAreNullOrTheDefault() throws Exception {
        createTable(
                TABLE,
                field("n", StandardSQLTypeName.INT64),
                Field.newBuilder("s", StandardSQLTypeName.STRING)
                        .setDefaultValueExpression("'none'")
                        .build());
        TableSchema schema = schema(TABLE);
        try (StreamWriter writer = writer(path(TABLE) + DEFAULT, schema)) {
            await(writer.append(numbers(schema, 1)));
        }
        try (StreamWriter writer =
                StreamWriter.newBuilder(path(TABLE) + DEFAULT, writes)
                        .setWriterSchema(proto(descriptor(schema)))
                        .setDefaultMissingValueInterpretation(
                                MissingValueInterpretation.DEFAULT_VALUE)
                        .build()) {
            await(writer.append(numbers(schema, 2)));
        }
        assertThat(rows(TABLE)).containsExactly(List.of("1", "null"), List.of("2", "none"));
    }

    @Test
    void changesFollowTheirSequenceNumbers() throws Exception {
        bigQuery.create(
                TableInfo.of(
                        TableId.of(PROJECT, DATASET, TABLE),
                        StandardTableDefinition.newBuilder()
                                .setSchema(
                                        Schema.of(
                                                field("n", StandardSQLTypeName.INT64),
                                                field("s", StandardSQLTypeName.STRING)))
                                .setTableConstraints(
                                        TableConstraints.newBuilder()
                                                .setPrimaryKey(
                                                        PrimaryKey.newBuilder()
                                                                .setColumns(List.of("n"))
                                                                .build())
                                                .build())
                                .build()));
        TableSchema schema = withChangeColumns(schema(TABLE));
        try (StreamWriter writer = writer(path(TABLE) + DEFAULT, schema)) {
            await(
                    writer.append(
                            rows(
                                    schema,
                                    change(1, "a", "UPSERT", "1"),
                                    change(2, "b", "UPSERT", "1"),
                                    change(1, "c", "UPSERT", "F"),
                                    change(3, "x", "UPSERT", "1"))));
            await(
                    writer.append(
                            rows(
                                    schema,
                                    change(1, "late", "UPSERT", "E"),
                                    change(2, "", "DELETE", "2/1"),
                                    change(2, "late", "UPSERT", "2/0"),
                                    change(3, "y", "UPSERT", "10"))));
            assertThatThrownBy(
                            () -> await(writer.append(rows(schema, change(4, "", "INSERT", "1")))))
                    .cause()
                    .isInstanceOf(Exceptions.AppendSerializationError.class);
        }
        assertThat(rows(TABLE)).containsExactlyInAnyOrder(List.of("1", "c"), List.of("3", "y"));
    }

    private static String change(int key, String value, String type, String sequence) {
        return "{\"n\":"
                + key
                + ",\"s\":\""
                + value
                + "\",\"_CHANGE_TYPE\":\""
                + type
                + "\",\"_CHANGE_SEQUENCE_NUMBER\":\""
                + sequence
                + "\"}";
    }

    private static TableSchema withChangeColumns(TableSchema schema) {
        TableSchema.Builder builder = schema.toBuilder();
        for (String name : List.of("_CHANGE_TYPE", "_CHANGE_SEQUENCE_NUMBER")) {
            builder.addFields(
                    TableFieldSchema.newBuilder()
                            .setName(name)
                            .setMode(TableFieldSchema.Mode.NULLABLE)
                            .setType(TableFieldSchema.Type.STRING));
        }
        return builder.build();
    }

    @Test
    void changesNeedAPrimaryKey() throws Exception {
        createTable(
                TABLE,
                field("n", StandardSQLTypeName.INT64),
                field("s", StandardSQLTypeName.STRING));
        TableSchema schema = withChangeColumns(schema(TABLE));
        try (StreamWriter writer = writer(path(TABLE) + DEFAULT, schema)) {
            assertThatThrownBy(
                            () -> await(writer.append(rows(schema, change(1, "", "UPSERT", "1")))))
                    .hasMessageContaining("primary key");
        }
    }

    @Test
    void aRequestThatIsTooLargeIsRefused() throws Exception {
        createTable(TABLE, field("s", StandardSQLTypeName.STRING));
        TableSchema schema = schema(TABLE);
        String large = "{\"s\":\"" + "x".repeat(11 << 20) + "\"}";
        try (StreamWriter writer = writer(path(TABLE) + DEFAULT, schema)) {
            assertThatThrownBy(() -> await(writer.append(rows(schema, large))))
                    .hasMessageContaining("request too large");
        }
    }
}
