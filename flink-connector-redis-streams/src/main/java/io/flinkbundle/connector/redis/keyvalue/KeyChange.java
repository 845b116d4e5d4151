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

package io.flinkbundle.connector.redis.keyvalue;

import org.apache.flink.annotation.PublicEvolving;

import java.util.List;

import static org.apache.flink.util.Preconditions.checkArgument;

/**
 * What becomes of one key. Keys, names and values are bytes, which Redis takes as they are; they
 * belong to the change from now on and must not be altered.
 */
@PublicEvolving
public sealed interface KeyChange {

    byte[] key();

    /**
     * Sets fields of a hash and removes others, all at once. Fields that are not named stay.
     *
     * @param namesAndValues name, value, name, value, …; at least one pair, because a hash without
     *     fields does not exist
     * @param removed the names of fields that the hash shall not have
     */
    record SetHash(byte[] key, List<byte[]> namesAndValues, List<byte[]> removed)
            implements KeyChange {

        public SetHash {
            checkArgument(
                    !namesAndValues.isEmpty(),
                    "a hash needs at least one field, and there is none that is not NULL");
            checkArgument(namesAndValues.size() % 2 == 0, "the last name of a field has no value");
        }
    }

    /** Sets a string, in place of whatever the key held. */
    record SetString(byte[] key, byte[] value) implements KeyChange {}

    /** Adds an element behind the last one of a list. */
    record Append(byte[] key, byte[] value) implements KeyChange {}

    /** Removes the key, whatever it holds. */
    record Delete(byte[] key) implements KeyChange {}
}
