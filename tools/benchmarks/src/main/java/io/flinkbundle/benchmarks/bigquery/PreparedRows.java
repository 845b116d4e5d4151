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

package io.flinkbundle.benchmarks.bigquery;

import io.flinkbundle.benchmarks.rows.RowSlots;

import org.apache.flink.annotation.Internal;

import com.google.cloud.bigquery.storage.v1.CivilTimeEncoder;
import com.google.cloud.bigquery.storage.v1.ProtoRows;
import com.google.cloud.bigquery.storage.v1.ProtoSchema;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** The rows of the benchmarks as they are sent, made before a clock starts. */
@Internal
final class PreparedRows {

    /** As many as the connector's request has at most. */
    private static final int ROWS_OF_A_REQUEST = 10_000;

    private static final int BUFFER_BYTES = 128;

    private PreparedRows() {}

    /** How the messages are to be read. */
    static ProtoSchema schema() {
        return ProtoSchema.newBuilder()
                .setProtoDescriptor(
                        DescriptorProto.newBuilder()
                                .setName("Row")
                                .addField(field("id", 1, Type.TYPE_INT64))
                                .addField(field("quantity", 2, Type.TYPE_INT32))
                                .addField(field("price", 3, Type.TYPE_DOUBLE))
                                .addField(field("name", 4, Type.TYPE_STRING))
                                .addField(field("event_time", 5, Type.TYPE_INT64)))
                .build();
    }

    private static FieldDescriptorProto field(String name, int number, Type type) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setType(type)
                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
                .build();
    }

    /** The rows 0 to {@code rows} - 1, a request's rows at a time. */
    static List<ProtoRows> requests(RowSlots slots, long rows) throws IOException {
        List<ProtoRows> requests = new ArrayList<>();
        for (long id = 0; id < rows; ) {
            ProtoRows.Builder request = ProtoRows.newBuilder();
            for (int i = 0; i < ROWS_OF_A_REQUEST && id < rows; i++) {
                request.addSerializedRows(message(slots, id++));
            }
            requests.add(request.build());
        }
        return requests;
    }

    private static ByteString message(RowSlots slots, long id) throws IOException {
        int slot = RowSlots.slotOf(id);
        ByteString.Output bytes = ByteString.newOutput(BUFFER_BYTES);
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeInt64(1, id);
        out.writeInt32(2, slots.quantity(slot));
        out.writeDouble(3, slots.price(slot));
        out.writeByteArray(4, slots.name(slot));
        out.writeInt64(
                5,
                CivilTimeEncoder.encodePacked64DatetimeMicrosLocalDateTime(
                        dateTime(slots.eventMicros(slot))));
        out.flush();
        return bytes.toByteString();
    }

    /** The rows 0 to {@code rows} - 1 as lines of JSON, in parts. */
    static List<byte[]> lines(RowSlots slots, long rows) {
        List<byte[]> parts = new ArrayList<>();
        for (long id = 0; id < rows; ) {
            StringBuilder part = new StringBuilder();
            for (int i = 0; i < ROWS_OF_A_REQUEST && id < rows; i++) {
                line(slots, id++, part);
            }
            parts.add(part.toString().getBytes(StandardCharsets.UTF_8));
        }
        return parts;
    }

    private static void line(RowSlots slots, long id, StringBuilder out) {
        int slot = RowSlots.slotOf(id);
        out.append("{\"id\":")
                .append(id)
                .append(",\"quantity\":")
                .append(slots.quantity(slot))
                .append(",\"price\":")
                .append(slots.price(slot))
                .append(",\"name\":\"")
                .append(new String(slots.name(slot), StandardCharsets.US_ASCII))
                .append("\",\"event_time\":\"")
                .append(dateTime(slots.eventMicros(slot)))
                .append("\"}\n");
    }

    private static LocalDateTime dateTime(long epochMicros) {
        return LocalDateTime.ofInstant(
                Instant.EPOCH.plus(epochMicros, ChronoUnit.MICROS), ZoneOffset.UTC);
    }
}
