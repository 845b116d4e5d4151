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

package io.flinkbundle.connector.bigquery.table.lookup;

import io.flinkbundle.connector.bigquery.client.BigQueryConnectionOptions;
import io.flinkbundle.connector.bigquery.client.BigQueryCredentials;
import io.flinkbundle.connector.bigquery.client.TableName;
import io.flinkbundle.connector.bigquery.source.BigQuerySource;
import io.flinkbundle.connector.bigquery.source.ScanConfig;
import io.flinkbundle.connector.bigquery.testing.EmulatedProject;
import io.flinkbundle.emulators.bigquery.BigQueryEmulatorExtension;

import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.DataType;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@Timeout(60)
class KeyTypesITCase {

    @RegisterExtension
    static final BigQueryEmulatorExtension SERVER = new BigQueryEmulatorExtension();

    static Stream<Arguments> keys() {
        return Stream.of(
                arguments("BOOL", "TRUE", DataTypes.BOOLEAN(), true),
                arguments("INT64", "-7", DataTypes.SMALLINT(), (short) -7),
                arguments(
                        "NUMERIC",
                        "NUMERIC '12.5'",
                        DataTypes.DECIMAL(10, 2),
                        DecimalData.fromBigDecimal(new BigDecimal("12.50"), 10, 2)),
                arguments(
                        "BIGNUMERIC(38, 18)",
                        "BIGNUMERIC '0.000000000000000001'",
                        DataTypes.DECIMAL(38, 18),
                        DecimalData.fromBigDecimal(new BigDecimal("0.000000000000000001"), 38, 18)),
                arguments("STRING", "'größe'", DataTypes.STRING(), StringData.fromString("größe")),
                arguments("BYTES", "b'ab'", DataTypes.BYTES(), new byte[] {'a', 'b'}),
                arguments("DATE", "DATE '2026-01-31'", DataTypes.DATE(), 20484),
                arguments("TIME", "TIME '12:00:01.5'", DataTypes.TIME(3), 43_201_500),
                arguments(
                        "DATETIME",
                        "DATETIME '2026-01-31T12:00:00.000123'",
                        DataTypes.TIMESTAMP(6),
                        TimestampData.fromLocalDateTime(
                                LocalDateTime.parse("2026-01-31T12:00:00.000123"))),
                arguments(
                        "TIMESTAMP",
                        "TIMESTAMP '1969-12-31 23:59:59.999999+00'",
                        DataTypes.TIMESTAMP_LTZ(6),
                        TimestampData.fromEpochMillis(-1, 999_000)));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void findsARowByAColumnOfEachType(String type, String literal, DataType flink, Object key)
            throws Exception {
        EmulatedProject shop = new EmulatedProject(SERVER.emulator(), "shop");
        shop.run("CREATE SCHEMA d");
        shop.run("CREATE TABLE d.t (k " + type + ", n INT64)");
        shop.run("INSERT INTO d.t (k, n) VALUES (" + literal + ", 1), (NULL, 2)");

        try (KeyLookup lookup = KeyLookup.open(new LookupConfig(scan(flink), List.of(0), 0), 0)) {
            assertThat(lookup.find(GenericRowData.of(key)).get(30, TimeUnit.SECONDS))
                    .containsExactly(GenericRowData.of(key, 1L));
        }
    }

    private static ScanConfig scan(DataType key) {
        return BigQuerySource.builder()
                .setConnection(
                        BigQueryConnectionOptions.builder()
                                .setRestEndpoint(SERVER.emulator().restUrl().toString())
                                .setCredentials(BigQueryCredentials.none())
                                .build())
                .setTable(new TableName("shop", "d", "t"))
                .setRowType(
                        DataTypes.ROW(
                                DataTypes.FIELD("k", key),
                                DataTypes.FIELD("n", DataTypes.BIGINT())))
                .buildScan();
    }
}
