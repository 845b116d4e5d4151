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

import io.flinkbundle.emulators.bigquery.schema.Field;
import io.flinkbundle.emulators.bigquery.schema.TableSchema;
import io.flinkbundle.emulators.bigquery.value.IntervalValue;

import org.apache.flink.annotation.Internal;

import com.google.cloud.bigquery.storage.v1.ArrowSchema;
import com.google.cloud.bigquery.storage.v1.ReadRowsResponse;
import com.google.cloud.bigquery.storage.v1.ReadSession;
import com.google.protobuf.ByteString;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntervalMonthDayNanoVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.channels.Channels;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Writes rows in batches of Arrow. */
@Internal
final class ArrowEncoder implements RowEncoder {

    private static final int NANOS_PER_MICRO = 1_000;

    private final TableSchema schema;
    private final BufferAllocator allocator = new RootAllocator();
    private final VectorSchemaRoot root;

    ArrowEncoder(TableSchema schema) {
        this.schema = schema;
        this.root = VectorSchemaRoot.create(ArrowTypes.schema(schema), allocator);
    }

    private ArrowSchema arrowSchema() {
        ByteString.Output out = ByteString.newOutput();
        try {
            MessageSerializer.serialize(
                    new WriteChannel(Channels.newChannel(out)), root.getSchema());
        } catch (IOException e) {
            throw new IllegalStateException("A schema could not be written in Arrow.", e);
        }
        return ArrowSchema.newBuilder().setSerializedSchema(out.toByteString()).build();
    }

    @Override
    public void describe(ReadSession.Builder session) {
        session.setArrowSchema(arrowSchema());
    }

    @Override
    public void describe(ReadRowsResponse.Builder response) {
        response.setArrowSchema(arrowSchema());
    }

    @Override
    public void encode(List<Object[]> rows, ReadRowsResponse.Builder response) {
        root.clear();
        List<FieldVector> vectors = root.getFieldVectors();
        for (int column = 0; column < vectors.size(); column++) {
            FieldVector vector = vectors.get(column);
            vector.setInitialCapacity(rows.size());
            vector.allocateNew();
            Field field = schema.field(column);
            for (int row = 0; row < rows.size(); row++) {
                set(vector, field, row, rows.get(row)[column]);
            }
        }
        root.setRowCount(rows.size());
        ByteString.Output out = ByteString.newOutput(1 << 16);
        try (ArrowRecordBatch batch = new VectorUnloader(root).getRecordBatch()) {
            MessageSerializer.serialize(new WriteChannel(Channels.newChannel(out)), batch);
        } catch (IOException e) {
            throw new IllegalStateException("Rows could not be written in Arrow.", e);
        }
        response.getArrowRecordBatchBuilder().setSerializedRecordBatch(out.toByteString());
    }

    private static void set(FieldVector vector, Field field, int row, Object value) {
        if (field.isRepeated()) {
            list((ListVector) vector, field.asElement(), row, value);
            return;
        }
        if (value == null) {
            nothing(vector, field, row);
            return;
        }
        switch (field.type()) {
            case BOOL -> ((BitVector) vector).setSafe(row, (Boolean) value ? 1 : 0);
            case INT64 -> ((BigIntVector) vector).setSafe(row, (Long) value);
            case FLOAT64 -> ((Float8Vector) vector).setSafe(row, (Double) value);
            case NUMERIC ->
                    ((DecimalVector) vector)
                            .setSafe(row, ((BigDecimal) value).setScale(field.effectiveScale()));
            case BIGNUMERIC ->
                    ((Decimal256Vector) vector)
                            .setSafe(row, ((BigDecimal) value).setScale(field.effectiveScale()));
            case STRING, JSON, GEOGRAPHY ->
                    ((VarCharVector) vector).setSafe(row, ((String) value).getBytes(UTF_8));
            case BYTES -> ((VarBinaryVector) vector).setSafe(row, (byte[]) value);
            case DATE -> ((DateDayVector) vector).setSafe(row, (Integer) value);
            case TIME -> ((TimeMicroVector) vector).setSafe(row, (Long) value);
            case DATETIME, TIMESTAMP -> ((TimeStampVector) vector).setSafe(row, (Long) value);
            case INTERVAL -> {
                IntervalValue interval = (IntervalValue) value;
                ((IntervalMonthDayNanoVector) vector)
                        .setSafe(
                                row,
                                interval.months(),
                                interval.days(),
                                interval.micros() * NANOS_PER_MICRO);
            }
            case STRUCT, RANGE -> {
                StructVector struct = (StructVector) vector;
                parts(struct, field, row, (Object[]) value);
                struct.setIndexDefined(row);
            }
        }
    }

    /** Parts of a struct that is null have their places as well. */
    private static void nothing(FieldVector vector, Field field, int row) {
        if (vector instanceof StructVector struct) {
            parts(struct, field, row, new Object[field.parts().size()]);
        }
        vector.setNull(row);
    }

    private static void parts(StructVector struct, Field field, int row, Object[] parts) {
        List<Field> fields = field.parts();
        for (int i = 0; i < parts.length; i++) {
            set((FieldVector) struct.getChildByOrdinal(i), fields.get(i), row, parts[i]);
        }
    }

    private static void list(ListVector vector, Field element, int row, Object value) {
        List<?> elements = value == null ? List.of() : (List<?>) value;
        int at = vector.startNewValue(row);
        FieldVector data = vector.getDataVector();
        for (Object e : elements) {
            set(data, element, at++, e);
        }
        vector.endValue(row, elements.size());
    }

    @Override
    public void close() {
        root.close();
        allocator.close();
    }
}
