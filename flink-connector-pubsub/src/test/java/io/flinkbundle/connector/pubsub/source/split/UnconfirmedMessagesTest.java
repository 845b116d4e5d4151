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

package io.flinkbundle.connector.pubsub.source.split;

import org.apache.flink.util.InstantiationUtil;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class UnconfirmedMessagesTest {

    private static final int LIMIT = 11 << 17;

    @Test
    void makesNoPartOfNothing() {
        assertThat(UnconfirmedMessages.parts("s", List.of())).isEmpty();
    }

    @Test
    void cutsWhatIsTooLargeForAMessageOfFlink() throws IOException {
        List<String> ids = IntStream.range(0, 200_000).mapToObj(i -> "1234567890123-" + i).toList();

        List<UnconfirmedMessages> parts = UnconfirmedMessages.parts("s", ids);

        assertThat(parts.stream().flatMap(part -> part.messageIds().stream()))
                .containsExactlyElementsOf(ids);
        assertThat(parts).hasSizeGreaterThan(2).noneMatch(UnconfirmedMessages::last);
        for (UnconfirmedMessages part : parts) {
            assertThat(InstantiationUtil.serializeObject(part)).hasSizeLessThan(LIMIT);
        }
    }
}
