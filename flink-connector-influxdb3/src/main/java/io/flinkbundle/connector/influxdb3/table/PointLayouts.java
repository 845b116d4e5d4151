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
import io.flinkbundle.connector.influxdb3.client.ApiVersion;
import io.flinkbundle.connector.influxdb3.client.PointKey;
import io.flinkbundle.connector.influxdb3.client.TimePrecision;
import io.flinkbundle.connector.influxdb3.table.converter.ColumnWriter;
import io.flinkbundle.connector.influxdb3.table.converter.FieldWriters;
import io.flinkbundle.connector.influxdb3.table.converter.TagWriters;
import io.flinkbundle.connector.influxdb3.table.converter.TimeReader;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.API;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.FIELD_COLUMNS;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.FIELD_INTS_AS_FLOATS;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.FIELD_MISSING;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.FIELD_UNSIGNED_COLUMNS;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.TABLE_NAME;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.TAG_COLUMNS;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.TAG_DEFAULTS;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.TIME_COLUMN;
import static io.flinkbundle.connector.influxdb3.table.InfluxDb3ConnectorOptions.TIME_PRECISION;

/** Finds out which columns are tags, fields and the time, and refuses what cannot be written. */
@Internal
final class PointLayouts {

    private static final String TIME = "time";

    private final ReadableConfig config;
    private final ResolvedSchema schema;
    private final RowType rowType;
    private final OptionChecks checks;

    PointLayouts(ReadableConfig config, ResolvedSchema schema) {
        this.config = config;
        this.schema = schema;
        this.rowType = (RowType) schema.toPhysicalRowDataType().getLogicalType();
        this.checks = new OptionChecks(config);
    }

    PointLayout layout() {
        String time = timeColumn();
        TimePrecision precision = precisionOf(time);
        TimeReader timeReader = new TimeReader(time, indexOf(time), typeOf(time), precision);
        List<String> tags = columns(TAG_COLUMNS).orElse(List.of());
        refuseTwice(tags, List.of(time), "'tag.columns' and is the time");
        List<String> fields = fieldColumns(tags, time);
        return new PointLayout(
                config.getOptional(TABLE_NAME).map(this::table),
                tagWriters(tags, fields),
                fieldWriters(fields),
                timeReader,
                precision,
                rowType.getFieldCount());
    }

    private PointKey table(String name) {
        try {
            return PointKey.measurement(name);
        } catch (IllegalArgumentException e) {
            throw new ValidationException("Option 'table-name' is wrong. " + e.getMessage(), e);
        }
    }

    private String timeColumn() {
        Optional<String> chosen = config.getOptional(TIME_COLUMN);
        if (chosen.isPresent()) {
            requireColumn(TIME_COLUMN, chosen.get());
            return chosen.get();
        }
        if (rowType.getFieldNames().contains(TIME)) {
            return TIME;
        }
        return schema.getWatermarkSpecs().stream()
                .map(watermark -> watermark.getRowtimeAttribute())
                .filter(rowType.getFieldNames()::contains)
                .findFirst()
                .orElseThrow(
                        () ->
                                new ValidationException(
                                        "No column holds the time of a point. Name it in"
                                                + " 'time.column', or call it 'time'. A time that"
                                                + " the server would choose is refused: a point"
                                                + " that is written again after a failure would be"
                                                + " another one."));
    }

    private TimePrecision precisionOf(String time) {
        LogicalType type = typeOf(time);
        return config.getOptional(TIME_PRECISION)
                .orElseGet(
                        () ->
                                type.is(LogicalTypeRoot.BIGINT)
                                        ? TimePrecision.MILLISECONDS
                                        : TimePrecision.ofDigits(precisionDigits(type)));
    }

    /** Types that are no timestamps are refused where they are read. */
    private static int precisionDigits(LogicalType type) {
        return type.is(LogicalTypeFamily.TIMESTAMP) ? LogicalTypeChecks.getPrecision(type) : 0;
    }

    private List<String> fieldColumns(List<String> tags, String time) {
        Optional<List<String>> chosen = columns(FIELD_COLUMNS);
        List<String> fields =
                chosen.orElseGet(
                        () ->
                                rowType.getFieldNames().stream()
                                        .filter(column -> !column.equals(time))
                                        .filter(column -> !tags.contains(column))
                                        .toList());
        refuseTwice(fields, List.of(time), "'field.columns' and is the time");
        refuseTwice(fields, tags, "'tag.columns' and in 'field.columns'");
        if (fields.isEmpty()) {
            throw new ValidationException(
                    "No column is left to be a field, and a point needs one: all are tags or the"
                            + " time.");
        }
        return fields;
    }

    private List<ColumnWriter> tagWriters(List<String> tags, List<String> fields) {
        List<ColumnWriter> writers = new ArrayList<>();
        for (String tag : tags) {
            writers.add(TagWriters.column(key(tag), indexOf(tag), typeOf(tag)));
        }
        Map<String, String> defaults = config.getOptional(TAG_DEFAULTS).orElse(Map.of());
        List<String> names = List.copyOf(defaults.keySet());
        refuseTwice(names, tags, "'tag.defaults' and in 'tag.columns'");
        refuseTwice(names, fields, "'tag.defaults' and is a field");
        new TreeMap<>(defaults)
                .forEach((tag, value) -> writers.add(TagWriters.constant(key(tag), value)));
        return writers;
    }

    private List<ColumnWriter> fieldWriters(List<String> fields) {
        FieldWriters.Style style =
                new FieldWriters.Style(
                        config.get(FIELD_MISSING) == MissingFieldPolicy.FAIL,
                        config.get(FIELD_INTS_AS_FLOATS));
        Set<String> unsigned = unsignedColumns(fields);
        List<ColumnWriter> writers = new ArrayList<>();
        for (String field : fields) {
            writers.add(
                    unsigned.contains(field)
                            ? FieldWriters.unsignedColumn(
                                    key(field), indexOf(field), typeOf(field), style)
                            : FieldWriters.column(
                                    key(field), indexOf(field), typeOf(field), style));
        }
        return writers;
    }

    private Set<String> unsignedColumns(List<String> fields) {
        checks.refuseUnused(
                FIELD_UNSIGNED_COLUMNS,
                config.get(API) != ApiVersion.V1,
                "'api' is not 'v1': InfluxDB 1 has no unsigned fields");
        List<String> unsigned = columns(FIELD_UNSIGNED_COLUMNS).orElse(List.of());
        for (String column : unsigned) {
            if (!fields.contains(column)) {
                throw OptionChecks.invalid(
                        FIELD_UNSIGNED_COLUMNS, unsigned, "columns that are fields");
            }
        }
        return Set.copyOf(unsigned);
    }

    /** The columns that an option lists. */
    private Optional<List<String>> columns(ConfigOption<List<String>> option) {
        Optional<List<String>> columns = config.getOptional(option);
        columns.ifPresent(
                names -> {
                    names.forEach(name -> requireColumn(option, name));
                    if (new HashSet<>(names).size() < names.size()) {
                        throw OptionChecks.invalid(option, names, "each column once");
                    }
                });
        return columns;
    }

    private void requireColumn(ConfigOption<?> option, String column) {
        if (indexOf(column) < 0) {
            throw new ValidationException(
                    "Option '"
                            + option.key()
                            + "' names the column '"
                            + column
                            + "', which the table does not have. Its columns are: "
                            + String.join(", ", rowType.getFieldNames())
                            + ".");
        }
    }

    private static void refuseTwice(List<String> names, List<String> others, String where) {
        for (String name : names) {
            if (others.contains(name)) {
                throw new ValidationException(
                        "'"
                                + name
                                + "' stands in "
                                + where
                                + ". A name means one thing in a table of InfluxDB.");
            }
        }
    }

    private static PointKey key(String column) {
        try {
            return PointKey.of(column);
        } catch (IllegalArgumentException e) {
            throw new ValidationException(
                    "Column '" + column + "' cannot be written. " + e.getMessage(), e);
        }
    }

    private int indexOf(String column) {
        return rowType.getFieldIndex(column);
    }

    private LogicalType typeOf(String column) {
        return rowType.getTypeAt(indexOf(column));
    }
}
