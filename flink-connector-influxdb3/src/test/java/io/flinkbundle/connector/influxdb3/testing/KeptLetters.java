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

package io.flinkbundle.connector.influxdb3.testing;

import io.flinkbundle.connector.common.deadletter.DeadLetter;
import io.flinkbundle.connector.common.deadletter.DeadLetterTarget;
import io.flinkbundle.connector.common.deadletter.DeadLetterWriter;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps the dead letters of all its writers in memory. */
public final class KeptLetters implements DeadLetterTarget {

    private static final long serialVersionUID = 1L;

    private final transient List<DeadLetter> letters = new CopyOnWriteArrayList<>();

    public List<DeadLetter> letters() {
        return letters;
    }

    public List<String> payloads() {
        return letters.stream()
                .map(letter -> new String(letter.payload(), StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public DeadLetterWriter open(String connector, int subtask) {
        return new DeadLetterWriter() {
            @Override
            public void write(DeadLetter letter) {
                letters.add(letter);
            }

            @Override
            public void commit() {
                // They are in memory already.
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }
}
