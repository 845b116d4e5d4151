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

package io.flinkbundle.connector.influxdb3.table;

import io.flinkbundle.connector.common.options.OptionChecks;
import io.flinkbundle.connector.influxdb3.client.TimePrecision;
import io.flinkbundle.connector.influxdb3.source.ScanColumn;
import io.flinkbundle.connector.influxdb3.table.pushdown.TableColumns;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.types.logical.RowType;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.TAG_COLUMNS;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.TIME_COLUMN;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.TIME_PRECISION;

/**
 * Says what the declared columns are in the server, by the options that say so to a sink. A source
 * needs no time column.
 */
@Internal
final class ScanLayout {

    private ScanLayout() {}

    static TableColumns of(ReadableConfig config, ResolvedSchema schema) {
        RowType rowType = (RowType) schema.toPhysicalRowDataType().getLogicalType();
        Optional<String> time = timeColumn(config, schema, rowType);
        List<ScanColumn> columns = new ArrayList<>();
        for (RowType.RowField field : rowType.getFields()) {
            columns.add(
                    time.filter(field.getName()::equals).isPresent()
                            ? ScanColumn.time(
                                    field.getType(),
                                    config.getOptional(TIME_PRECISION)
                                            .orElse(TimePrecision.MILLISECONDS))
                            : ScanColumn.value(field.getName(), field.getType()));
        }
        List<String> tags = config.getOptional(TAG_COLUMNS).orElse(List.of());
        if (!rowType.getFieldNames().containsAll(tags)) {
            throw OptionChecks.invalid(TAG_COLUMNS, tags, "columns of the table");
        }
        return new TableColumns(rowType.getFieldNames(), columns, new HashSet<>(tags));
    }

    private static Optional<String> timeColumn(
            ReadableConfig config, ResolvedSchema schema, RowType rowType) {
        Optional<String> chosen = config.getOptional(TIME_COLUMN);
        if (chosen.isPresent()) {
            if (!rowType.getFieldNames().contains(chosen.get())) {
                throw OptionChecks.invalid(TIME_COLUMN, chosen.get(), "a column of the table");
            }
            return chosen;
        }
        if (rowType.getFieldNames().contains(ScanColumn.TIME)) {
            return Optional.of(ScanColumn.TIME);
        }
        return schema.getWatermarkSpecs().stream()
                .map(watermark -> watermark.getRowtimeAttribute())
                .filter(rowType.getFieldNames()::contains)
                .findFirst();
    }
}
