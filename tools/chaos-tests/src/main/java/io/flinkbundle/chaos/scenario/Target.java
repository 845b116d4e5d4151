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

package io.flinkbundle.chaos.scenario;

import io.flinkbundle.chaos.process.SmallDisk;
import io.flinkbundle.chaos.verdict.Verdict;

import org.apache.flink.annotation.Internal;

import java.util.Optional;

/** Where the rows of a job arrive. */
@Internal
public interface Target extends AutoCloseable {

    /** The CREATE TABLE statement of the table {@code rows_out}. */
    String definition();

    /** The INSERT from the table {@code counted}, which has the columns n, k and c. */
    default String insert() {
        return "INSERT INTO rows_out SELECT n, k, c FROM counted";
    }

    /** All that has arrived up to now, or nothing if the target cannot be read now. */
    Optional<Verdict> read();

    /** Takes away what has arrived, where it would pile up in the memory of an emulator. */
    default void drain() {}

    /** Where the sink keeps files, if that can be filled up. */
    default Optional<SmallDisk> disk() {
        return Optional.empty();
    }

    @Override
    void close();
}
