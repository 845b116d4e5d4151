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

import io.flinkbundle.connector.bigquery.source.ScanConfig;
import io.flinkbundle.connector.common.lookup.LookupWays;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.io.InputFormat;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.source.LookupTableSource.LookupContext;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.AsyncLookupFunction;
import org.apache.flink.table.functions.LookupFunction;
import org.apache.flink.table.types.logical.RowType;

import java.util.Arrays;

/** The ways of a lookup join into BigQuery. */
@Internal
public final class BigQueryLookups implements LookupWays {

    private final LookupConfig config;

    /**
     * @param maxRetries how often a query is tried again that failed for a reason that may pass
     * @throws ValidationException if rows cannot be looked up by a column of the key
     */
    public BigQueryLookups(LookupContext context, ScanConfig scan, int maxRetries) {
        this.config =
                new LookupConfig(
                        scan,
                        Arrays.stream(context.getKeys())
                                .map(path -> position(path, scan.rowType()))
                                .toList(),
                        maxRetries);
    }

    private static int position(int[] path, RowType columns) {
        RowType.RowField column = columns.getFields().get(path[0]);
        if (path.length > 1 || !KeyColumn.accepts(column.getType())) {
            throw new ValidationException(
                    String.format(
                            "Rows cannot be looked up by column '%s', whose type is %s. Join on"
                                    + " columns of scalar types other than FLOAT and DOUBLE.",
                            column.getName(), column.getType().asSummaryString()));
        }
        return path[0];
    }

    @Override
    public LookupFunction oneByOne() {
        return new BigQueryLookupFunction(config);
    }

    @Override
    public AsyncLookupFunction manyAtATime() {
        return new BigQueryAsyncLookupFunction(config);
    }

    @Override
    public InputFormat<RowData, ?> allRows() {
        return new AllRowsInputFormat(config.scan());
    }
}
