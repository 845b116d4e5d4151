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

import java.util.Arrays;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class StreamBatchTest {

    private final StreamBatch batch =
            new StreamBatch(
                    3,
                    List.of(
                            List.of(utf8("1-0"), List.of(utf8("a"), utf8("b"))),
                            Arrays.asList(utf8("1-1"), null),
                            List.of(utf8("2-0"), List.of(utf8("c"), utf8("d")))));

    @Test
    void takesEntriesApart() {
        StreamEntry entry = batch.entry("orders", 0);

        assertThat(entry.stream()).isEqualTo("orders");
        assertThat(entry.id()).isEqualTo(new StreamId(1, 0));
        assertThat(entry.value(utf8("a"))).hasValue(utf8("b"));
        assertThat(entry.value(utf8("x"))).isEmpty();
    }

    @Test
    void takesADeletedEntryAsOneWithoutFields() {
        assertThat(batch.entry("orders", 1).fieldCount()).isZero();
    }

    @Test
    void endsWithTheStop() {
        assertThat(batch.upTo(new StreamId(1, 5)).size()).isEqualTo(2);
        assertThat(batch.upTo(new StreamId(2, 0)).size()).isEqualTo(3);
        assertThat(batch.upTo(new StreamId(0, 9)).size()).isZero();
        assertThat(batch.lastId()).isEqualTo(new StreamId(2, 0));
    }

    @Test
    void namesAnEntryWithoutItsContent() {
        assertThat(batch.entry("orders", 0)).hasToString("entry 1-0 of stream 'orders'");
        assertThat(new String(batch.entry("orders", 0).describe(), UTF_8))
                .isEqualTo("orders 1-0 a=b");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
