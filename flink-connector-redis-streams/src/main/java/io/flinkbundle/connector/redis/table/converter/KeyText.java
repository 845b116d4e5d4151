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

package io.flinkbundle.connector.redis.table.converter;

import org.apache.flink.annotation.Internal;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts several values into one key and takes them apart again: they are separated by ':', and a ':'
 * or a '\' inside a value has a '\' before it. So no two lists of values make the same key. A value
 * that is alone stands as it is. In UTF-8 both signs are bytes that are part of no other character.
 */
@Internal
final class KeyText {

    private static final byte SEPARATOR = ':';
    private static final byte ESCAPE = '\\';

    private KeyText() {}

    static byte[] join(byte[] prefix, byte[][] parts) {
        int size = prefix.length + parts.length - 1;
        for (byte[] part : parts) {
            size += part.length;
            if (parts.length > 1) {
                size += countOfSpecial(part);
            }
        }
        byte[] key = new byte[size];
        System.arraycopy(prefix, 0, key, 0, prefix.length);
        int at = prefix.length;
        if (parts.length == 1) {
            System.arraycopy(parts[0], 0, key, at, parts[0].length);
            return key;
        }
        for (int i = 0; i < parts.length; i++) {
            if (i > 0) {
                key[at++] = SEPARATOR;
            }
            for (byte each : parts[i]) {
                if (isSpecial(each)) {
                    key[at++] = ESCAPE;
                }
                key[at++] = each;
            }
        }
        return key;
    }

    private static int countOfSpecial(byte[] part) {
        int count = 0;
        for (byte each : part) {
            if (isSpecial(each)) {
                count++;
            }
        }
        return count;
    }

    private static boolean isSpecial(byte each) {
        return each == SEPARATOR || each == ESCAPE;
    }

    /**
     * @param from where the prefix ends
     * @throws IllegalArgumentException if a sign stands behind '\' that needs none
     */
    static List<byte[]> split(byte[] key, int from) {
        List<byte[]> parts = new ArrayList<>();
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        for (int at = from; at < key.length; at++) {
            byte each = key[at];
            if (each == SEPARATOR) {
                parts.add(part.toByteArray());
                part.reset();
                continue;
            }
            if (each == ESCAPE) {
                at++;
                if (at == key.length || !isSpecial(key[at])) {
                    throw new IllegalArgumentException(
                            "a '\\' stands before something else than ':' or '\\'");
                }
            }
            part.write(key[at]);
        }
        parts.add(part.toByteArray());
        return parts;
    }
}
