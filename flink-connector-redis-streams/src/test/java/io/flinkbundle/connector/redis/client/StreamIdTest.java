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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StreamIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"0-0", "1526919030474-55", "18446744073709551615-18446744073709551615"})
    void writesWhatItRead(String id) {
        assertThat(StreamId.parse(id)).hasToString(id);
        assertThat(StreamId.parse(id).toBytes()).isEqualTo(id.getBytes(US_ASCII));
    }

    @Test
    void takesAMissingSequenceAsZero() {
        assertThat(StreamId.parse("12")).isEqualTo(new StreamId(12, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "1-",
                "-1",
                "$",
                "1-2-3",
                "a-1",
                "18446744073709551616-0",
                "99999999999999999999-0",
                "100000000000000000000-0"
            })
    void refusesWhatIsNoId(String text) {
        assertThatThrownBy(() -> StreamId.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'")
                .hasMessageContaining("1526919030474-0");
    }

    @Test
    void ordersAsUnsignedNumbers() {
        Stream<String> shuffled = Stream.of("18446744073709551615-0", "2-1", "10-0", "2-10", "2-2");

        assertThat(shuffled.map(StreamId::parse).sorted().map(StreamId::toString))
                .containsExactly("2-1", "2-2", "2-10", "10-0", "18446744073709551615-0");
    }

    @Test
    void standsBeforeTheFirstEntryOfAMillisecond() {
        assertThat(StreamId.justBefore(1000)).hasToString("999-18446744073709551615");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void takesTheBeginningOfTheStreamForATimeNotAfterTheEpoch(long millis) {
        assertThat(StreamId.justBefore(millis)).isEqualTo(StreamId.ZERO);
    }
}
