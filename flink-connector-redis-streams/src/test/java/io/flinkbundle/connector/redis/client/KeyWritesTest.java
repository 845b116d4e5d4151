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

package io.flinkbundle.connector.redis.client;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class KeyWritesTest {

    private static final List<byte[]> NAME_AND_VALUE = List.of(utf8("f"), utf8("v"));
    private static final List<byte[]> REMOVED = List.of(utf8("g"));

    private final KeyWrites forEver = new KeyWrites(Duration.ZERO);
    private final KeyWrites forASecond = new KeyWrites(Duration.ofSeconds(1));

    @Test
    void putsOnTheWireWhatTheProtocolAsksFor() {
        assertThat(new String(forEver.setString(utf8("ä"), utf8("1")).frame(), UTF_8))
                .isEqualTo("*3\r\n$3\r\nSET\r\n$2\r\nä\r\n$1\r\n1\r\n");
    }

    @Test
    void takesATransactionOnlyWhereOneCommandIsNotEnough() {
        assertThat(forEver.setHash(utf8("k"), NAME_AND_VALUE, List.of()).replies()).isEqualTo(1);
        assertThat(forEver.setHash(utf8("k"), NAME_AND_VALUE, REMOVED).replies()).isEqualTo(4);
        assertThat(forASecond.setHash(utf8("k"), NAME_AND_VALUE, REMOVED).replies()).isEqualTo(5);
        assertThat(forASecond.setString(utf8("k"), utf8("v")).replies()).isEqualTo(1);
        assertThat(forASecond.append(utf8("k"), utf8("v")).replies()).isEqualTo(4);
    }

    @Test
    void guardsWhatWouldLetAForeignKeyExpire() {
        assertThat(forASecond.setHash(utf8("k"), NAME_AND_VALUE, List.of()).guard())
                .isEqualTo("hash");
        assertThat(forASecond.setHash(utf8("k"), NAME_AND_VALUE, REMOVED).guard())
                .isEqualTo("hash");
        assertThat(forASecond.append(utf8("k"), utf8("v")).guard()).isEqualTo("list");
        assertThat(forASecond.setString(utf8("k"), utf8("v")).isGuarded()).isFalse();
        assertThat(forEver.setHash(utf8("k"), NAME_AND_VALUE, REMOVED).isGuarded()).isFalse();
        assertThat(forEver.append(utf8("k"), utf8("v")).isGuarded()).isFalse();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
