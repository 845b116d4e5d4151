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

package io.flinkbundle.connector.duckdb.table;

import io.flinkbundle.connector.duckdb.client.DuckDbType;

import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class FlinkTypesTest {

    static Stream<Arguments> types() {
        return Stream.of(
                arguments("BOOLEAN", DataTypes.BOOLEAN()),
                arguments("TINYINT", DataTypes.TINYINT()),
                arguments("SMALLINT", DataTypes.SMALLINT()),
                arguments("INTEGER", DataTypes.INT()),
                arguments("BIGINT", DataTypes.BIGINT()),
                arguments("UTINYINT", DataTypes.SMALLINT()),
                arguments("USMALLINT", DataTypes.INT()),
                arguments("UINTEGER", DataTypes.BIGINT()),
                arguments("UBIGINT", DataTypes.DECIMAL(20, 0)),
                arguments("HUGEINT", DataTypes.DECIMAL(38, 0)),
                arguments("UHUGEINT", DataTypes.DECIMAL(38, 0)),
                arguments("BIGNUM", DataTypes.STRING()),
                arguments("FLOAT", DataTypes.FLOAT()),
                arguments("DOUBLE", DataTypes.DOUBLE()),
                arguments("DECIMAL(10,2)", DataTypes.DECIMAL(10, 2)),
                arguments("VARCHAR", DataTypes.STRING()),
                arguments("BLOB", DataTypes.BYTES()),
                arguments("DATE", DataTypes.DATE()),
                arguments("TIME", DataTypes.TIME(3)),
                arguments("TIMESTAMP", DataTypes.TIMESTAMP(6)),
                arguments("TIMESTAMP_S", DataTypes.TIMESTAMP(0)),
                arguments("TIMESTAMP_MS", DataTypes.TIMESTAMP(3)),
                arguments("TIMESTAMP_NS", DataTypes.TIMESTAMP(9)),
                arguments("TIMESTAMP WITH TIME ZONE", DataTypes.TIMESTAMP_LTZ(6)),
                arguments("TIME WITH TIME ZONE", DataTypes.STRING()),
                arguments("INTERVAL", DataTypes.STRING()),
                arguments("UUID", DataTypes.STRING()),
                arguments("JSON", DataTypes.STRING()),
                arguments("BIT", DataTypes.STRING()),
                arguments("ENUM('a', 'b')", DataTypes.STRING()),
                arguments("UNION(num INTEGER, str VARCHAR)", DataTypes.STRING()),
                arguments("VARIANT", DataTypes.STRING()),
                arguments("GEOMETRY", DataTypes.STRING()),
                arguments("INTEGER[]", DataTypes.ARRAY(DataTypes.INT())),
                arguments("INTEGER[3]", DataTypes.ARRAY(DataTypes.INT())),
                arguments(
                        "MAP(UINTEGER, DATE[])",
                        DataTypes.MAP(
                                DataTypes.BIGINT().notNull(), DataTypes.ARRAY(DataTypes.DATE()))),
                arguments(
                        "STRUCT(a INTEGER, \"b c\" STRUCT(d VARCHAR))[]",
                        DataTypes.ARRAY(
                                DataTypes.ROW(
                                        DataTypes.FIELD("a", DataTypes.INT()),
                                        DataTypes.FIELD(
                                                "b c",
                                                DataTypes.ROW(
                                                        DataTypes.FIELD(
                                                                "d", DataTypes.STRING())))))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    void readsEachTypeAsOneThatHoldsItsValues(String duckDbType, DataType type) {
        assertThat(FlinkTypes.of(DuckDbType.parse(duckDbType))).isEqualTo(type);
    }
}
