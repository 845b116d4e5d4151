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

package io.flinkbundle.connector.redis.table;

import io.flinkbundle.connector.common.lookup.LookupWays;
import io.flinkbundle.connector.redis.table.converter.KeyEncoder;
import io.flinkbundle.connector.redis.table.lookup.CacheInputFormat;
import io.flinkbundle.connector.redis.table.lookup.FurtherColumns;
import io.flinkbundle.connector.redis.table.lookup.LookupConfig;
import io.flinkbundle.connector.redis.table.lookup.RedisAsyncLookupFunction;
import io.flinkbundle.connector.redis.table.lookup.RedisLookupFunction;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.io.InputFormat;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.source.LookupTableSource.LookupContext;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.AsyncLookupFunction;
import org.apache.flink.table.functions.LookupFunction;
import org.apache.flink.table.types.logical.RowType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The ways in which rows are found by their key. */
@Internal
final class RedisLookups implements LookupWays {

    private final KeyValueSourceLayout layout;
    private final List<String> lookedUp;

    /** Where the columns that are looked up stand in the rows that are found. */
    private final int[] found;

    private final LookupConfig config;
    private final int maxRetries;
    private final String table;

    /**
     * @param context tells which of the columns are looked up
     * @param columns the columns of the table that are needed
     * @param table its name, for messages
     */
    RedisLookups(
            KeyValueSourceLayout layout,
            LookupContext context,
            int[] columns,
            LookupConfig config,
            int maxRetries,
            String table) {
        this.layout = layout;
        this.found = Arrays.stream(context.getKeys()).mapToInt(path -> path[0]).toArray();
        List<String> names = layout.layout().rowType().getFieldNames();
        this.lookedUp =
                Arrays.stream(found).mapToObj(position -> names.get(columns[position])).toList();
        this.config = config;
        this.maxRetries = maxRetries;
        this.table = table;
    }

    @Override
    public LookupFunction oneByOne() {
        return new RedisLookupFunction(config, key(), further(), maxRetries);
    }

    @Override
    public AsyncLookupFunction manyAtATime() {
        return new RedisAsyncLookupFunction(config, key(), further(), maxRetries);
    }

    @Override
    public InputFormat<RowData, ?> allRows() {
        return new CacheInputFormat(config, layout.scan(), table, maxRetries);
    }

    /** Redis finds a value by its whole key and by nothing else. */
    private KeyEncoder key() {
        List<String> keyColumns = layout.layout().keyColumns();
        if (!lookedUp.containsAll(keyColumns)) {
            throw new ValidationException(
                    "Table "
                            + table
                            + " is looked up by the columns "
                            + lookedUp
                            + ", but its key is made of "
                            + keyColumns
                            + ", and Redis finds values by their whole key only. Compare all"
                            + " columns of the key with '=', or set 'lookup.cache' to 'FULL', which"
                            + " finds rows by any columns.");
        }
        return new KeyEncoder(
                layout.layout().prefix(),
                layout.layout().key(),
                keyColumns.stream().mapToInt(lookedUp::indexOf).toArray());
    }

    private FurtherColumns further() {
        List<FurtherColumns.Column> further = new ArrayList<>();
        for (int i = 0; i < lookedUp.size(); i++) {
            String name = lookedUp.get(i);
            if (!layout.layout().keyColumns().contains(name)) {
                RowType type = layout.layout().rowType();
                further.add(
                        FurtherColumns.Column.of(
                                name, type.getTypeAt(type.getFieldIndex(name)), i, found[i]));
            }
        }
        return new FurtherColumns(further);
    }
}
