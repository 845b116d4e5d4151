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

package io.flinkbundle.emulators.pubsub.state;

import org.apache.flink.annotation.Internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * Ack ids: the number of the subscription, the slot of the backlog that holds the message, the
 * message and the delivery, each in hexadecimal of fixed length. A new delivery of a message has a
 * new id, and an id leads to its message without a look into a map.
 */
@Internal
final class AckIds {

    private static final int SUBSCRIPTION_DIGITS = 8;
    private static final int SLOT_DIGITS = 8;
    private static final int NUMBER_DIGITS = 14;

    private static final int SLOT_AT = SUBSCRIPTION_DIGITS;
    private static final int MESSAGE_AT = SLOT_AT + SLOT_DIGITS;
    private static final int DELIVERY_AT = MESSAGE_AT + NUMBER_DIGITS;
    private static final int LENGTH = DELIVERY_AT + NUMBER_DIGITS;

    private static final byte[] DIGITS = "0123456789abcdef".getBytes(ISO_8859_1);

    private final String prefix;
    private final byte[] prefixDigits = new byte[SUBSCRIPTION_DIGITS];

    AckIds(int subscriptionNumber) {
        write(prefixDigits, 0, SUBSCRIPTION_DIGITS, subscriptionNumber & 0xffffffffL);
        prefix = new String(prefixDigits, ISO_8859_1);
    }

    String encode(int slot, long message, long delivery) {
        byte[] digits = new byte[LENGTH];
        System.arraycopy(prefixDigits, 0, digits, 0, SUBSCRIPTION_DIGITS);
        write(digits, SLOT_AT, SLOT_DIGITS, slot);
        write(digits, MESSAGE_AT, NUMBER_DIGITS, message);
        write(digits, DELIVERY_AT, NUMBER_DIGITS, delivery);
        return new String(digits, ISO_8859_1);
    }

    /** Whether the id has the form of one and is of this subscription. */
    boolean isWellFormed(String ackId) {
        if (ackId.length() != LENGTH || !ackId.startsWith(prefix)) {
            return false;
        }
        for (int i = SLOT_AT; i < LENGTH; i++) {
            char c = ackId.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    static int slot(String wellFormed) {
        return (int) read(wellFormed, SLOT_AT, SLOT_DIGITS);
    }

    static long message(String wellFormed) {
        return read(wellFormed, MESSAGE_AT, NUMBER_DIGITS);
    }

    static long delivery(String wellFormed) {
        return read(wellFormed, DELIVERY_AT, NUMBER_DIGITS);
    }

    private static void write(byte[] target, int at, int digits, long number) {
        long rest = number;
        for (int i = at + digits - 1; i >= at; i--) {
            target[i] = DIGITS[(int) (rest & 0xf)];
            rest >>>= 4;
        }
    }

    private static long read(String source, int at, int digits) {
        long number = 0;
        for (int i = at; i < at + digits; i++) {
            char c = source.charAt(i);
            number = number << 4 | (c <= '9' ? c - '0' : c - 'a' + 10);
        }
        return number;
    }
}
