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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KeyTextTest {

    private static final byte[] PREFIX = utf8("p:");

    @Test
    void leavesOneValueAsItIs() {
        assertThat(join("a:\\b")).isEqualTo("p:a:\\b");
    }

    @Test
    void marksTheSeparatorInsideAValue() {
        assertThat(join("a:b", "c\\", "")).isEqualTo("p:a\\:b:c\\\\:");
    }

    @Test
    void takesApartWhatItPutTogether() {
        for (List<String> parts : pairs()) {
            byte[] key = utf8(join(parts.get(0), parts.get(1)));

            assertThat(KeyText.split(key, PREFIX.length))
                    .extracting(part -> new String(part, UTF_8))
                    .isEqualTo(parts);
        }
    }

    @Test
    void neverMakesOneKeyOfTwoPairs() {
        Map<String, List<String>> pairs = new HashMap<>();
        for (List<String> parts : pairs()) {
            assertThat(pairs.put(join(parts.get(0), parts.get(1)), parts)).isNull();
        }
        assertThat(pairs).hasSize(85 * 85);
    }

    @ParameterizedTest
    @ValueSource(strings = {"p:a\\b:c", "p:a:b\\"})
    void refusesAMarkBeforeSomethingElse(String key) {
        assertThatThrownBy(() -> KeyText.split(utf8(key), PREFIX.length))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("stands before something else");
    }

    /** All pairs of texts of up to three of four signs, two of them special. */
    private static List<List<String>> pairs() {
        String[] signs = {":", "\\", "a", "ä"};
        List<String> texts = new ArrayList<>(List.of(""));
        int begin = 0;
        for (int length = 1; length <= 3; length++) {
            int end = texts.size();
            for (int i = begin; i < end; i++) {
                for (String sign : signs) {
                    texts.add(texts.get(i) + sign);
                }
            }
            begin = end;
        }
        return texts.stream()
                .flatMap(first -> texts.stream().map(second -> List.of(first, second)))
                .toList();
    }

    private static String join(String... parts) {
        byte[] key =
                KeyText.join(
                        PREFIX, Arrays.stream(parts).map(KeyTextTest::utf8).toArray(byte[][]::new));
        return new String(key, UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
