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

package io.flinkbundle.connector.duckdb.table.lookup;

import io.flinkbundle.connector.common.lookup.LookupWays;
import io.flinkbundle.connector.duckdb.source.DuckDbScan;
import io.flinkbundle.connector.duckdb.source.enumerator.SplitPlanner;
import io.flinkbundle.connector.duckdb.source.reader.KeyField;
import io.flinkbundle.connector.duckdb.source.reader.ScanInputFormat;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.io.InputFormat;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.source.LookupTableSource.LookupContext;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.AsyncLookupFunction;
import org.apache.flink.table.functions.LookupFunction;
import org.apache.flink.table.types.logical.RowType;

import java.util.Arrays;
import java.util.List;

/** The ways in which the rows of a scan are found by some of its columns. */
@Internal
public final class DuckDbLookups implements LookupWays {

    private final LookupConfig config;

    /**
     * @param maxRetries how often a key is tried again when the file is in use
     * @param holdsFile whether the file stays open until the end
     * @throws ValidationException if rows cannot be looked up by a column of the key
     */
    public DuckDbLookups(
            LookupContext context,
            DuckDbScan scan,
            TypeInformation<RowData> rowType,
            int maxRetries,
            boolean holdsFile) {
        this.config =
                new LookupConfig(
                        scan,
                        key(context, scan.columns()),
                        rowType.createSerializer(new SerializerConfigImpl()),
                        maxRetries,
                        holdsFile);
    }

    private static List<KeyField> key(LookupContext context, RowType columns) {
        return Arrays.stream(context.getKeys()).map(path -> keyField(path, columns)).toList();
    }

    private static KeyField keyField(int[] path, RowType columns) {
        RowType.RowField column = columns.getFields().get(path[0]);
        if (path.length > 1 || !KeyField.accepts(column.getType())) {
            throw new ValidationException(
                    String.format(
                            "Rows cannot be looked up by column '%s', whose type is %s. Join on"
                                    + " columns of scalar types.",
                            column.getName(), column.getType().asSummaryString()));
        }
        return new KeyField(column.getName(), column.getType());
    }

    @Override
    public LookupFunction oneByOne() {
        return new DuckDbLookupFunction(config);
    }

    @Override
    public AsyncLookupFunction manyAtATime() {
        return new DuckDbAsyncLookupFunction(config);
    }

    @Override
    public InputFormat<RowData, ?> allRows() {
        DuckDbScan scan = config.scan();
        return new ScanInputFormat(scan, () -> new SplitPlanner(scan).call().splits());
    }
}
