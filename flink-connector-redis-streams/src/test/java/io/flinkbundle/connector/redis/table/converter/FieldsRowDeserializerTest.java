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

package io.flinkbundle.connector.redis.table.converter;

import io.flinkbundle.connector.redis.client.StreamEntry;
import io.flinkbundle.connector.redis.client.StreamId;

import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FieldsRowDeserializerTest {

    private static final RowType TYPE =
            (RowType)
                    DataTypes.ROW(
                                    DataTypes.FIELD("id", DataTypes.BIGINT().notNull()),
                                    DataTypes.FIELD("name", DataTypes.STRING()))
                            .getLogicalType();

    @Test
    void findsFieldsInAnyOrder() throws IOException {
        assertThat(read(deserializer(false), "id", "1", "name", "a")).isEqualTo(row(1L, "a"));
        FieldsRowDeserializer deserializer = deserializer(false);
        read(deserializer, "id", "1", "name", "a");

        assertThat(read(deserializer, "name", "b", "id", "2")).isEqualTo(row(2L, "b"));
        assertThat(read(deserializer, "id", "3", "name", "c")).isEqualTo(row(3L, "c"));
    }

    @Test
    void takesAMissingFieldAsNull() throws IOException {
        assertThat(read(deserializer(false), "id", "1")).isEqualTo(row(1L, null));
    }

    @Test
    void refusesAMissingFieldOfANotNullColumn() {
        assertThatThrownBy(() -> read(deserializer(false), "name", "a"))
                .isInstanceOf(IOException.class)
                .hasMessage("field 'id' is missing, and the column is NOT NULL");
    }

    @Test
    void takesTheLastOfFieldsWithTheSameName() throws IOException {
        assertThat(read(deserializer(false), "id", "1", "id", "2")).isEqualTo(row(2L, null));
    }

    @Test
    void leavesOutFieldsThatAreNoColumn() throws IOException {
        assertThat(read(deserializer(false), "x", "?", "id", "1")).isEqualTo(row(1L, null));
    }

    @Test
    void refusesFieldsThatAreNoColumnIfToldSo() {
        assertThatThrownBy(() -> read(deserializer(true), "id", "1", "x", "?"))
                .hasMessageContaining("field 'x' is no column");
    }

    @Test
    void knowsColumnsThatTheQueryDoesNotUse() throws IOException {
        assertThat(read(deserializer(true), "id", "1", "unused", "?")).isEqualTo(row(1L, null));
    }

    @Test
    void namesTheFieldThatCannotBeRead() {
        assertThatThrownBy(() -> read(deserializer(false), "id", "one"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("field 'id': 'one' is no whole number");
    }

    @Test
    void putsMetadataBehindTheFields() throws IOException {
        FieldsRowDeserializer deserializer =
                new FieldsRowDeserializer(
                        List.of("id", "name"),
                        TYPE,
                        List.of(entry -> entry.millis(), entry -> entry.sequence()),
                        false,
                        InternalTypeInfo.of(TYPE));
        deserializer.open(null);

        assertThat(read(deserializer, "id", "1")).isEqualTo(GenericRowData.of(1L, null, 77L, 5L));
    }

    private static FieldsRowDeserializer deserializer(boolean failOnUnknown) {
        FieldsRowDeserializer deserializer =
                new FieldsRowDeserializer(
                        List.of("id", "unused", "name"),
                        TYPE,
                        List.of(),
                        failOnUnknown,
                        InternalTypeInfo.of(TYPE));
        deserializer.open(null);
        return deserializer;
    }

    private static RowData read(FieldsRowDeserializer deserializer, String... namesAndValues)
            throws IOException {
        List<RowData> rows = new ArrayList<>();
        byte[][] fields =
                Stream.of(namesAndValues).map(text -> text.getBytes(UTF_8)).toArray(byte[][]::new);
        deserializer.deserialize(
                StreamEntry.of("s", new StreamId(77, 5), fields), new ListCollector<>(rows));
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    private static RowData row(Long id, String name) {
        return GenericRowData.of(id, StringData.fromString(name));
    }
}
