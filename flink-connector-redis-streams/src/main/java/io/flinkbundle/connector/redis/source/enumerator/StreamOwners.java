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

package io.flinkbundle.connector.redis.source.enumerator;

import io.flinkbundle.connector.redis.client.KeySlot;

import org.apache.flink.annotation.Internal;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The streams that are known, and the reader of each: the n-th goes to reader n modulo parallelism.
 * In a cluster, streams of one slot count as one: a reader reads them with one command, two readers
 * would need two.
 */
@Internal
final class StreamOwners {

    private final boolean bySlot;
    private final Set<String> known = new LinkedHashSet<>();
    private final Map<Object, Integer> numbers = new HashMap<>();

    /**
     * @param bySlot whether the server is a cluster
     * @param known the streams, in the order in which they became known
     */
    StreamOwners(boolean bySlot, Collection<String> known) {
        this.bySlot = bySlot;
        known.forEach(this::add);
    }

    void add(String stream) {
        known.add(stream);
        numbers.putIfAbsent(groupOf(stream), numbers.size());
    }

    /** In the order in which they became known. */
    Set<String> known() {
        return Collections.unmodifiableSet(known);
    }

    int ownerOf(String stream, int parallelism) {
        return numbers.get(groupOf(stream)) % parallelism;
    }

    private Object groupOf(String stream) {
        return bySlot ? (Object) KeySlot.of(stream) : stream;
    }
}
