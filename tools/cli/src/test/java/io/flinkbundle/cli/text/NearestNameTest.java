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

package io.flinkbundle.cli.text;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class NearestNameTest {

    private static final List<String> NAMES =
            List.of("host", "port", "scan.startup.mode", "sink.ttl");

    @Test
    void findsTransposedLetters() {
        assertThat(NearestName.of("hots", NAMES)).contains("host");
    }

    @Test
    void findsOtherSpellingsOfTheSameWord() {
        assertThat(NearestName.of("SCAN_STARTUP_MODE", NAMES)).contains("scan.startup.mode");
    }

    @Test
    void suggestsNothingForAnotherWord() {
        assertThat(NearestName.of("checkpoint", NAMES)).isEmpty();
    }

    @Test
    void countsASwapAsOneChange() {
        assertThat(NearestName.distance("prot", "port")).isEqualTo(1);
        assertThat(NearestName.distance("", "abc")).isEqualTo(3);
    }
}
