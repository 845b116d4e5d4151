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

package io.flinkbundle.connector.bigquery.sink.writer.encode;

import io.flinkbundle.connector.bigquery.client.TableField;
import io.flinkbundle.connector.bigquery.types.TypeFit;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;

/**
 * How values of one type are written to a column.
 *
 * @param wireType the type of the field in the message
 * @param encoder writes it
 */
@Internal
record ScalarEncoding(Type wireType, FieldEncoder encoder) {

    /**
     * @throws IllegalArgumentException if the type does not fit the column
     */
    static ScalarEncoding of(TableField column, LogicalType type, int number) {
        if (!TypeFit.fits(type, column.type())) {
            throw new IllegalArgumentException(
                    "Column '"
                            + column.name()
                            + "' of type "
                            + column.typeName()
                            + " cannot hold "
                            + type.asSummaryString()
                            + ".");
        }
        return switch (column.type()) {
            case BOOL -> new ScalarEncoding(Type.TYPE_BOOL, NumberEncoders.bool(number));
            case INT64 -> new ScalarEncoding(Type.TYPE_INT64, NumberEncoders.integer(type, number));
            case FLOAT64 ->
                    new ScalarEncoding(
                            Type.TYPE_DOUBLE,
                            type.is(LogicalTypeRoot.FLOAT)
                                    ? NumberEncoders.float32(number)
                                    : NumberEncoders.float64(number));
            case NUMERIC ->
                    new ScalarEncoding(
                            Type.TYPE_BYTES,
                            DecimalEncoders.decimal(type, DecimalEncoders.NUMERIC_SCALE, number));
            case BIGNUMERIC ->
                    new ScalarEncoding(
                            Type.TYPE_BYTES,
                            type.is(LogicalTypeRoot.DECIMAL)
                                    ? DecimalEncoders.decimal(
                                            type, DecimalEncoders.BIGNUMERIC_SCALE, number)
                                    : DecimalEncoders.text(number));
            case STRING, JSON, GEOGRAPHY ->
                    new ScalarEncoding(Type.TYPE_STRING, TextEncoders.text(number));
            case BYTES -> new ScalarEncoding(Type.TYPE_BYTES, TextEncoders.bytes(number));
            case DATE -> new ScalarEncoding(Type.TYPE_INT32, NumberEncoders.integer(type, number));
            case TIME -> new ScalarEncoding(Type.TYPE_INT64, TimeEncoders.time(number));
            case DATETIME ->
                    new ScalarEncoding(Type.TYPE_INT64, TimeEncoders.datetime(type, number));
            case TIMESTAMP ->
                    column.precision() == 0
                            ? new ScalarEncoding(
                                    Type.TYPE_INT64, TimeEncoders.timestamp(type, number))
                            : new ScalarEncoding(
                                    Type.TYPE_STRING, TimeEncoders.longTimestamp(type, number));
            case INTERVAL ->
                    new ScalarEncoding(Type.TYPE_STRING, TextEncoders.interval(type, number));
            case RANGE, STRUCT ->
                    throw new IllegalStateException("A message has fields: " + column.typeName());
        };
    }
}
