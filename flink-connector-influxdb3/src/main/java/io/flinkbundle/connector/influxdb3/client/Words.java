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

package io.flinkbundle.connector.influxdb3.client;

import org.apache.flink.annotation.Internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Eight bytes of an array at a time, the first one in the lowest byte. */
@Internal
final class Words {

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Words() {}

    static long get(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    static void put(byte[] bytes, int at, long word) {
        LONGS.set(bytes, at, word);
    }

    /** Fills up with zeros, so that the bytes can be {@link #copy copied}. */
    static byte[] padded(byte[] bytes) {
        return Arrays.copyOf(bytes, (bytes.length + Long.BYTES - 1) / Long.BYTES * Long.BYTES);
    }

    /**
     * Copies all of a padded array that is not empty, which is quicker for a few bytes than a call.
     */
    static void copy(byte[] padded, byte[] target, int at) {
        put(target, at, get(padded, 0));
        for (int i = Long.BYTES; i < padded.length; i += Long.BYTES) {
            put(target, at + i, get(padded, i));
        }
    }
}
