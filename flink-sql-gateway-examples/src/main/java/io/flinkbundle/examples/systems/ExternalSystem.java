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

package io.flinkbundle.examples.systems;

import io.flinkbundle.examples.ExampleException;
import io.flinkbundle.examples.ResultTable;

import java.util.Map;
import java.util.Optional;

/**
 * A running system that scripts read from and write to, started for them on the loopback interface.
 */
public interface ExternalSystem extends AutoCloseable {

    /** Where it listens, for the reader. */
    String address();

    /** What the placeholders of a script become that belong to this system. */
    Map<String, String> values();

    /**
     * Does what a script asks this system for beside SQL, in a line that begins with {@code --!}.
     *
     * @param instruction what stands behind the name of the system
     * @return what is to be compared with the expected result, if there is something
     * @throws ExampleException when it cannot be done, or is nothing that this system does
     */
    default Optional<ResultTable> perform(String instruction) throws InterruptedException {
        throw new ExampleException(
                "'%s' is nothing that this system can be told.".formatted(instruction));
    }

    @Override
    void close();
}
