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

package io.flinkbundle.emulators.bigquery.read;

import io.flinkbundle.emulators.bigquery.schema.TableSchema;

import org.apache.flink.annotation.Internal;

import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The types of Arrow that BigQuery writes its own in.
 *
 * @see <a href="https://cloud.google.com/bigquery/docs/reference/storage#arrow_schema_details">the
 *     schema</a>
 */
@Internal
final class ArrowTypes {

    private static final int MICRO_BITS = 64;
    private static final int NUMERIC_PRECISION = 38;
    private static final int NUMERIC_BITS = 128;
    private static final int BIGNUMERIC_PRECISION = 76;
    private static final int BIGNUMERIC_BITS = 256;

    private ArrowTypes() {}

    static Schema schema(TableSchema schema) {
        return new Schema(schema.fields().stream().map(ArrowTypes::field).toList());
    }

    private static Field field(io.flinkbundle.emulators.bigquery.schema.Field field) {
        if (field.isRepeated()) {
            Field item = element("item", field, true);
            return new Field(
                    field.name(),
                    new FieldType(false, ArrowType.List.INSTANCE, null),
                    List.of(item));
        }
        return element(field.name(), field, !field.isRequired());
    }

    private static Field element(
            String name, io.flinkbundle.emulators.bigquery.schema.Field field, boolean nullable) {
        return new Field(
                name,
                new FieldType(nullable, type(field), null, metadata(field)),
                field.parts().stream().map(ArrowTypes::field).toList());
    }

    private static Map<String, String> metadata(
            io.flinkbundle.emulators.bigquery.schema.Field field) {
        return switch (field.type()) {
            case JSON, GEOGRAPHY, DATETIME, INTERVAL ->
                    Map.of(
                            "ARROW:extension:name",
                            "google:sqlType:" + field.type().sqlName().toLowerCase(Locale.ROOT));
            default -> Map.of();
        };
    }

    private static ArrowType type(io.flinkbundle.emulators.bigquery.schema.Field field) {
        return switch (field.type()) {
            case BOOL -> ArrowType.Bool.INSTANCE;
            case INT64 -> new ArrowType.Int(Long.SIZE, true);
            case FLOAT64 -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
            case NUMERIC ->
                    new ArrowType.Decimal(
                            field.precision().orElse(NUMERIC_PRECISION),
                            field.effectiveScale(),
                            NUMERIC_BITS);
            case BIGNUMERIC ->
                    new ArrowType.Decimal(
                            field.precision().orElse(BIGNUMERIC_PRECISION),
                            field.effectiveScale(),
                            BIGNUMERIC_BITS);
            case STRING, JSON, GEOGRAPHY -> ArrowType.Utf8.INSTANCE;
            case BYTES -> ArrowType.Binary.INSTANCE;
            case DATE -> new ArrowType.Date(DateUnit.DAY);
            case TIME -> new ArrowType.Time(TimeUnit.MICROSECOND, MICRO_BITS);
            case DATETIME -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
            case TIMESTAMP -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
            case INTERVAL -> new ArrowType.Interval(IntervalUnit.MONTH_DAY_NANO);
            case STRUCT, RANGE -> ArrowType.Struct.INSTANCE;
        };
    }
}
