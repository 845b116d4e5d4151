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

package io.flinkbundle.connector.redis.source.reader;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FetchSizeTest {

    private final FetchSize size = new FetchSize(1000);

    @Test
    void asksOneStreamForAWholeBatch() {
        size.streamsAdded(1);

        assertThat(size.perStream()).isEqualTo(1000);
    }

    @Test
    void sharesTheBatchAmongManyStreams() {
        size.streamsAdded(300);

        assertThat(size.perStream()).isEqualTo(3);
    }

    @Test
    void growsWhileOneOfManyStreamsIsBusy() {
        size.streamsAdded(1000);

        for (int i = 0; i < 20; i++) {
            size.learn(size.perStream(), 1, size.perStream());
        }

        assertThat(size.perStream()).isEqualTo(1000);
    }

    @Test
    void shrinksWhenManyStreamsAreBusy() {
        size.learn(5000, 5, 1000);

        assertThat(size.perStream()).isEqualTo(200);
    }

    @Test
    void neverAsksForNothing() {
        size.streamsAdded(5000);
        assertThat(size.perStream()).isEqualTo(1);

        size.learn(5000, 5000, 1);
        assertThat(size.perStream()).isEqualTo(1);
    }
}
