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

package io.flinkbundle.benchmarks.rows;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarBinaryType;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Random;

/**
 * Rows of one column of bytes, as a broker moves them: the number of the row, and what makes the
 * row as large as it is to be.
 *
 * @param size how many bytes a row has, at least 8
 */
@Internal
public record PayloadRows(int size) implements GeneratedRows {

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final byte[] NO_NAME = new byte[0];
    private static final long PRIME = 0x9E3779B97F4A7C15L;

    @Override
    public RowType rowType() {
        return RowType.of(
                new VarBinaryType[] {new VarBinaryType(VarBinaryType.MAX_LENGTH)},
                new String[] {"payload"});
    }

    @Override
    public Maker maker() {
        byte[] template = template();
        return number -> GenericRowData.of((Object) payload(template, number));
    }

    /** Makes payloads by their number, for loops without rows. */
    public PayloadMaker payloads() {
        byte[] template = template();
        return number -> payload(template, number);
    }

    private byte[] template() {
        byte[] template = new byte[size];
        new Random(RowSlots.DEFAULT_SEED).nextBytes(template);
        return template;
    }

    private static byte[] payload(byte[] template, long number) {
        byte[] payload = template.clone();
        LONGS.set(payload, 0, number);
        return payload;
    }

    @Override
    public long number(RowData row) {
        return (long) LONGS.get(row.getBinary(0), 0);
    }

    @Override
    public void digest(RowData row, RowDigest digest) {
        digest(row.getBinary(0), digest);
    }

    /** Adds a payload to a digest. */
    public static void digest(byte[] payload, RowDigest digest) {
        long hash = 0;
        int at = Long.BYTES;
        for (; at + Long.BYTES <= payload.length; at += Long.BYTES) {
            hash = (hash ^ (long) LONGS.get(payload, at)) * PRIME;
        }
        for (; at < payload.length; at++) {
            hash = (hash ^ payload[at]) * PRIME;
        }
        digest.add((long) LONGS.get(payload, 0), payload.length, 0, NO_NAME, hash);
    }

    @Override
    public RowDigest expectedDigest(long rows) {
        RowDigest digest = new RowDigest();
        PayloadMaker payloads = payloads();
        for (long number = 0; number < rows; number++) {
            digest(payloads.payload(number), digest);
        }
        return digest;
    }

    /** Makes a payload of its number. */
    @FunctionalInterface
    public interface PayloadMaker {
        byte[] payload(long number);
    }
}
