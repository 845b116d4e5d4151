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

package io.flinkbundle.emulators.bigquery.store;

import org.apache.flink.annotation.Internal;

import java.util.List;
import java.util.Optional;

/**
 * What is to become of the row with a primary key.
 *
 * @param row the row as it is to be; of a deletion only the key counts
 * @param delete whether there is to be none
 * @param sequence when it happened, as text whose order is that of time; empty for the order of
 *     arrival
 */
@Internal
public record Change(Object[] row, List<Object> key, boolean delete, Optional<String> sequence) {

    public Change withRow(Object[] other) {
        return new Change(other, key, delete, sequence);
    }
}
