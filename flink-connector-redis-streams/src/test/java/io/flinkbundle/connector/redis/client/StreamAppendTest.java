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

import java.util.List;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

class StreamAppendTest {

    private static final byte[] NAME = {'a'};
    private static final byte[] NO_TEXT = {(byte) 0xFF, '\n'};

    @Test
    void keepsBytesThatAreNoTextForADeadLetter() {
        StreamAppend append =
                new AppendTarget("s", AppendOptions.DEFAULT).append(List.of(NAME, NO_TEXT));

        assertThat(append.describe()).isEqualTo("XADD s * a \u00FF\n".getBytes(ISO_8859_1));
    }

    @Test
    void keepsBytesOfAnEntryThatAreNoTextForADeadLetter() {
        StreamEntry entry = StreamEntry.of("s", new StreamId(1, 2), NAME, NO_TEXT);

        assertThat(entry.describe()).isEqualTo("s 1-2 a=\u00FF\n".getBytes(ISO_8859_1));
    }
}
