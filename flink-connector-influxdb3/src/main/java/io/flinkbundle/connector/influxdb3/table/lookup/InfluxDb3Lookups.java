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

package io.flinkbundle.connector.influxdb3.table.lookup;

import io.flinkbundle.connector.common.lookup.LookupWays;
import io.flinkbundle.connector.influxdb3.source.InfluxDb3Scan;
import io.flinkbundle.connector.influxdb3.source.ScanColumn;
import io.flinkbundle.connector.influxdb3.source.reader.LastPointQuery;
import io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.io.InputFormat;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.source.LookupTableSource.LookupContext;
import org.apache.flink.table.connector.source.lookup.LookupOptions;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.AsyncLookupFunction;
import org.apache.flink.table.functions.LookupFunction;

import java.time.Duration;
import java.util.Arrays;

/** The ways in which the last points of a table are found by some of its columns. */
@Internal
public final class InfluxDb3Lookups implements LookupWays {

    private final LookupConfig config;

    /**
     * @param options those of the table
     * @throws ValidationException if points cannot be looked up by a column of the key
     */
    public InfluxDb3Lookups(
            LookupContext context,
            InfluxDb3Scan scan,
            TypeInformation<RowData> rowType,
            ReadableConfig options) {
        this.config =
                new LookupConfig(
                        scan,
                        Arrays.stream(context.getKeys()).map(path -> key(path, scan)).toList(),
                        rowType.createSerializer(new SerializerConfigImpl()),
                        options.getOptional(InfluxDb3ConnectorOptions.LOOKUP_LAST_CACHE).orElse(""),
                        options.getOptional(InfluxDb3ConnectorOptions.LOOKUP_MAX_AGE)
                                .orElse(Duration.ZERO),
                        options.get(LookupOptions.MAX_RETRIES));
    }

    private static ScanColumn key(int[] path, InfluxDb3Scan scan) {
        ScanColumn column = scan.columns().get(path[0]);
        if (path.length > 1 || !LastPointQuery.accepts(column)) {
            throw new ValidationException(
                    String.format(
                            "Points cannot be looked up by column '%s', whose type is %s. Join on"
                                    + " tags, or on fields that are texts, whole numbers or"
                                    + " booleans.",
                            column.name(), column.type().asSummaryString()));
        }
        return column;
    }

    @Override
    public LookupFunction oneByOne() {
        return new InfluxDb3LookupFunction(config);
    }

    @Override
    public AsyncLookupFunction manyAtATime() {
        return new InfluxDb3AsyncLookupFunction(config);
    }

    @Override
    public InputFormat<RowData, ?> allRows() {
        return new LastPointsInputFormat(config);
    }
}
