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

package io.flinkbundle.connector.redis.table.lookup;

import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.redis.table.converter.HashReader;
import io.flinkbundle.connector.redis.table.converter.KeyColumn;
import io.flinkbundle.connector.redis.table.converter.KeyedColumns;
import io.flinkbundle.connector.redis.testing.FakeKeys;

import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.RowType;

import java.util.Collection;
import java.util.List;

/** Readers of keys 'user:…', whose columns are a number and a name. */
final class Readers {

    private static final String PREFIX = "user:";

    private static final RowType COLUMNS =
            (RowType)
                    DataTypes.ROW(
                                    DataTypes.FIELD("id", DataTypes.INT()),
                                    DataTypes.FIELD("name", DataTypes.STRING()))
                            .getLogicalType();

    private Readers() {}

    static KeyReader ofHashes(FakeKeys redis, BadRecordHandling onMalformed) throws Exception {
        return KeyReader.open(
                configOfHashes(redis, onMalformed),
                new UnregisteredMetricsGroup(),
                Readers.class.getClassLoader(),
                0);
    }

    static LookupConfig configOfHashes(FakeKeys redis, BadRecordHandling onMalformed) {
        KeyedColumns keyed =
                new KeyedColumns(
                        PREFIX,
                        List.of(new KeyColumn("id", new IntType())),
                        COLUMNS.getFieldNames());
        return new LookupConfig(redis, new HashReader(keyed, COLUMNS, List.of("id")), onMalformed);
    }

    static List<String> texts(Collection<RowData> rows) {
        return rows.stream()
                .map(row -> row.getInt(0) + "=" + (row.isNullAt(1) ? "" : row.getString(1)))
                .toList();
    }
}
