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

package io.flinkbundle.connector.redis.table.lookup;

import org.apache.flink.annotation.Internal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Remembers which keys were read, because a scan may find a key more than once. */
@Internal
final class SeenKeys {

    private final Set<ByteBuffer> seen = new HashSet<>();

    /** Those of the keys that are new, each once. They are not remembered yet. */
    List<byte[]> newOf(List<byte[]> keys) {
        Set<ByteBuffer> here = new HashSet<>();
        List<byte[]> unseen = new ArrayList<>(keys.size());
        for (byte[] key : keys) {
            ByteBuffer each = ByteBuffer.wrap(key);
            if (!seen.contains(each) && here.add(each)) {
                unseen.add(key);
            }
        }
        return unseen;
    }

    void add(List<byte[]> keys) {
        keys.forEach(key -> seen.add(ByteBuffer.wrap(key)));
    }
}
