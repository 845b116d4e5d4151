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

package io.flinkbundle.connector.redis.keyvalue.writer;

import io.flinkbundle.connector.redis.client.KeyCommand;

import org.apache.flink.annotation.Internal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the last change of each key; the others need not be sent. */
@Internal
final class LastChanges {

    private LastChanges() {}

    /**
     * @return one command for each key; all of them if no key is there twice
     */
    static List<KeyCommand> of(List<KeyCommand> commands) {
        Map<ByteBuffer, Integer> places = new HashMap<>(commands.size() * 2);
        List<KeyCommand> last = new ArrayList<>(commands.size());
        for (KeyCommand command : commands) {
            Integer place = places.putIfAbsent(ByteBuffer.wrap(command.key()), last.size());
            if (place == null) {
                last.add(command);
            } else {
                last.set(place, command);
            }
        }
        return last;
    }
}
