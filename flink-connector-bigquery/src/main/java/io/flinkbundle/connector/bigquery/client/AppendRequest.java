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

package io.flinkbundle.connector.bigquery.client;

import org.apache.flink.annotation.Internal;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsRequest.ProtoData;
import com.google.cloud.bigquery.storage.v1.ProtoSchema;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Int64Value;
import com.google.protobuf.WireFormat;
import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;

/**
 * A request whose rows are copied once, from the buffer in which they were encoded into that of the
 * transport. The class that the protocol's compiler makes would hold an object for each row.
 */
@Internal
final class AppendRequest {

    private static final String TRACE_ID = "flink-connector-bundle";

    /** Two tags and two lengths. */
    private static final int MAX_FRAME_BYTES = 20;

    private final byte[] head;
    private final EncodedRows rows;

    private AppendRequest(byte[] head, EncodedRows rows) {
        this.head = head;
        this.rows = rows;
    }

    /** A request that says where it goes and how its rows are encoded. */
    static AppendRequest first(AppendTarget target, EncodedRows rows, long offset) {
        AppendRowsRequest.Builder head =
                AppendRowsRequest.newBuilder()
                        .setWriteStream(target.stream())
                        .setTraceId(TRACE_ID)
                        .setDefaultMissingValueInterpretation(
                                AppendRowsRequest.MissingValueInterpretation.DEFAULT_VALUE);
        ProtoData schema =
                ProtoData.newBuilder()
                        .setWriterSchema(
                                ProtoSchema.newBuilder().setProtoDescriptor(target.rowDescriptor()))
                        .build();
        return of(head, schema.toByteArray(), rows, offset);
    }

    /** A request of a connection whose service knows that. */
    static AppendRequest next(EncodedRows rows, long offset) {
        return of(AppendRowsRequest.newBuilder(), new byte[0], rows, offset);
    }

    private static AppendRequest of(
            AppendRowsRequest.Builder head, byte[] schema, EncodedRows rows, long offset) {
        if (offset != AppendConnection.NO_OFFSET) {
            head.setOffset(Int64Value.of(offset));
        }
        byte[] fields = head.build().toByteArray();
        byte[] framed = new byte[fields.length + schema.length + MAX_FRAME_BYTES];
        CodedOutputStream out = CodedOutputStream.newInstance(framed);
        try {
            out.writeRawBytes(fields);
            out.writeTag(
                    AppendRowsRequest.PROTO_ROWS_FIELD_NUMBER,
                    WireFormat.WIRETYPE_LENGTH_DELIMITED);
            out.writeUInt32NoTag(
                    schema.length
                            + CodedOutputStream.computeTagSize(ProtoData.ROWS_FIELD_NUMBER)
                            + CodedOutputStream.computeUInt32SizeNoTag(rows.length())
                            + rows.length());
            out.writeRawBytes(schema);
            out.writeTag(ProtoData.ROWS_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
            out.writeUInt32NoTag(rows.length());
            byte[] exact = new byte[framed.length - out.spaceLeft()];
            System.arraycopy(framed, 0, exact, 0, exact.length);
            return new AppendRequest(exact, rows);
        } catch (IOException e) {
            throw new UncheckedIOException("The array is large enough.", e);
        }
    }

    int size() {
        return head.length + rows.length();
    }

    private InputStream stream() {
        return new SequenceInputStream(
                new ByteArrayInputStream(head),
                new ByteArrayInputStream(rows.bytes(), 0, rows.length()));
    }

    /** Hands requests to the transport. */
    static final class RequestMarshaller implements MethodDescriptor.Marshaller<AppendRequest> {

        @Override
        public InputStream stream(AppendRequest request) {
            return new RequestStream(request);
        }

        @Override
        public AppendRequest parse(InputStream stream) {
            throw new UnsupportedOperationException("Requests are sent, not received.");
        }
    }

    /** The transport drains it; read byte by byte it gives the same. */
    private static final class RequestStream extends InputStream implements Drainable, KnownLength {

        private final AppendRequest request;
        private int left;
        private InputStream bytes;

        RequestStream(AppendRequest request) {
            this.request = request;
            this.left = request.size();
        }

        @Override
        public int drainTo(OutputStream target) throws IOException {
            int drained = left;
            if (bytes == null) {
                target.write(request.head);
                target.write(request.rows.bytes(), 0, request.rows.length());
            } else {
                bytes.transferTo(target);
            }
            left = 0;
            return drained;
        }

        @Override
        public int available() {
            return left;
        }

        @Override
        public int read() throws IOException {
            int value = bytes().read();
            if (value >= 0) {
                left--;
            }
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = bytes().read(target, offset, length);
            if (read > 0) {
                left -= read;
            }
            return read;
        }

        private InputStream bytes() {
            if (bytes == null) {
                bytes = request.stream();
            }
            return bytes;
        }
    }
}
