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

package io.flinkbundle.emulators.influxdb3.flight;

import org.apache.flink.annotation.Internal;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.grpc.MethodDescriptor;
import io.grpc.Status;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The one call of Arrow Flight that the server of InfluxDB answers: a ticket for a stream of
 * batches. Its messages have few fields, for which Arrow's own library would bring another
 * transport with native TLS.
 *
 * @see <a href="https://github.com/apache/arrow/blob/main/format/Flight.proto">Flight.proto</a>
 */
@Internal
final class FlightMethod {

    static final String SERVICE = "arrow.flight.protocol.FlightService";

    static final MethodDescriptor<byte[], FlightData> DO_GET =
            MethodDescriptor.<byte[], FlightData>newBuilder()
                    .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
                    .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, "DoGet"))
                    .setRequestMarshaller(new TicketMarshaller())
                    .setResponseMarshaller(new DataMarshaller())
                    .build();

    private static final int TICKET = 1;
    private static final int DATA_HEADER = 2;
    private static final int DATA_BODY = 1000;

    private FlightMethod() {}

    private static final class TicketMarshaller implements MethodDescriptor.Marshaller<byte[]> {

        @Override
        public InputStream stream(byte[] ticket) {
            throw new UnsupportedOperationException("The server sends no tickets.");
        }

        @Override
        public byte[] parse(InputStream message) {
            byte[] ticket = {};
            try {
                CodedInputStream in = CodedInputStream.newInstance(message);
                for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                    if (WireFormat.getTagFieldNumber(tag) == TICKET) {
                        ticket = in.readByteArray();
                    } else {
                        in.skipField(tag);
                    }
                }
            } catch (IOException e) {
                throw Status.INVALID_ARGUMENT
                        .withDescription("This is no ticket.")
                        .withCause(e)
                        .asRuntimeException();
            }
            return ticket;
        }
    }

    private static final class DataMarshaller implements MethodDescriptor.Marshaller<FlightData> {

        @Override
        public InputStream stream(FlightData data) {
            int size =
                    CodedOutputStream.computeByteArraySize(DATA_HEADER, data.header())
                            + CodedOutputStream.computeByteArraySize(DATA_BODY, data.body());
            byte[] message = new byte[size];
            CodedOutputStream out = CodedOutputStream.newInstance(message);
            try {
                out.writeByteArray(DATA_HEADER, data.header());
                out.writeByteArray(DATA_BODY, data.body());
            } catch (IOException e) {
                throw new UncheckedIOException("An array had no room for its message.", e);
            }
            return new ByteArrayInputStream(message);
        }

        @Override
        public FlightData parse(InputStream message) {
            throw new UnsupportedOperationException("The server gets no batches.");
        }
    }
}
