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

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class KeyScanTest {

    @ParameterizedTest
    @CsvSource({
        "'', *",
        "user:, user:*",
        "ä, ä*",
        "a*b, 'a\\*b*'",
        "a?[b]\\, 'a\\?\\[b\\]\\\\*'",
    })
    void takesThePrefixToTheLetter(String prefix, String pattern) {
        assertThat(new KeyScan(prefix.getBytes(UTF_8), "hash").pattern())
                .asString(UTF_8)
                .isEqualTo(pattern);
    }
}
