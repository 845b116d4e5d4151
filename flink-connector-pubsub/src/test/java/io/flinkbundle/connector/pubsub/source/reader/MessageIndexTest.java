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

package io.flinkbundle.connector.pubsub.source.reader;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class MessageIndexTest {

    private static final int POSITIONS = 64;

    private final String[] ids = new String[POSITIONS];
    private final MessageIndex index = new MessageIndex(ids);

    @Test
    void findsNothingInTheBeginning() {
        assertThat(index.find("a")).isEqualTo(MessageIndex.NONE);
    }

    @Test
    void findsAndForgets() {
        put(3, "a");

        assertThat(index.find("a")).isEqualTo(3);

        index.remove(3);
        assertThat(index.find("a")).isEqualTo(MessageIndex.NONE);
    }

    @Test
    void tellsIdsOfTheSameHashApart() {
        put(1, "Aa");
        put(2, "BB");

        assertThat(index.find("Aa")).isEqualTo(1);
        assertThat(index.find("BB")).isEqualTo(2);
        index.remove(1);
        assertThat(index.find("BB")).isEqualTo(2);
    }

    @Test
    void isAsGoodAsAMap() {
        Random random = new Random(7);
        Map<String, Integer> expected = new HashMap<>();
        for (int step = 0; step < 100_000; step++) {
            int position = random.nextInt(POSITIONS);
            if (ids[position] == null) {
                // Few distinct hashes, so that entries move up behind removed ones.
                String id = (random.nextBoolean() ? "Aa" : "BB") + random.nextInt(500);
                if (expected.putIfAbsent(id, position) == null) {
                    put(position, id);
                }
            } else {
                index.remove(position);
                expected.remove(ids[position]);
                ids[position] = null;
            }
            String probe = (random.nextBoolean() ? "Aa" : "BB") + random.nextInt(500);
            assertThat(index.find(probe)).isEqualTo(expected.getOrDefault(probe, -1));
        }
        expected.forEach((id, position) -> assertThat(index.find(id)).isEqualTo(position));
    }

    private void put(int position, String id) {
        ids[position] = id;
        index.add(position);
    }
}
