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

package io.flinkbundle.connector.bigquery.sink.writer;

import io.flinkbundle.connector.bigquery.client.EncodedRows;
import io.flinkbundle.connector.common.deadletter.BadRecords;

import org.apache.flink.annotation.Internal;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.DescriptorProtos.DescriptorProto;

import java.io.IOException;
import java.util.Map;

/** Takes rows that BigQuery rejects out of a request, and deals with them as the policy says. */
@Internal
final class BadRows {

    private final BadRecords badRecords;
    private final EncodedRowText text;

    BadRows(BadRecords badRecords, DescriptorProto descriptor) {
        this.badRecords = badRecords;
        this.text = new EncodedRowText(descriptor);
    }

    /**
     * @param reasons what is wrong with a row, by its place
     * @return the other rows
     * @throws IOException if the policy is to fail
     */
    EncodedRows reject(EncodedRows rows, Map<Integer, String> reasons) throws IOException {
        byte[] good = new byte[rows.length()];
        int goodLength = 0;
        int goodCount = 0;
        CodedInputStream in = CodedInputStream.newInstance(rows.bytes(), 0, rows.length());
        for (int i = 0; !in.isAtEnd(); i++) {
            int begin = in.getTotalBytesRead();
            in.readTag();
            int size = in.readRawVarint32();
            int bodyBegin = in.getTotalBytesRead();
            in.skipRawBytes(size);
            String reason = reasons.get(i);
            if (reason != null) {
                badRecords.reject(
                        "BigQuery rejects it: " + reason, text.of(rows.bytes(), bodyBegin, size));
            } else {
                int end = in.getTotalBytesRead();
                System.arraycopy(rows.bytes(), begin, good, goodLength, end - begin);
                goodLength += end - begin;
                goodCount++;
            }
        }
        return new EncodedRows(good, goodLength, goodCount);
    }
}
