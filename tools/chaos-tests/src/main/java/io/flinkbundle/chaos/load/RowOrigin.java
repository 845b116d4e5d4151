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

package io.flinkbundle.chaos.load;

import org.apache.flink.annotation.Internal;

/** Where the rows of a job come from. */
@Internal
public interface RowOrigin extends AutoCloseable {

    /**
     * The CREATE TABLE statement of the table {@code rows_in} with the columns n, k and seen_at.
     */
    String definition();

    /**
     * Adds rows, each once, however often it is asked to.
     *
     * @param from the number of the first row
     * @param to the number behind the last row
     * @return whether all are there for certain; else the server is away, and it is asked again
     */
    boolean add(long from, long to);

    /**
     * Lets go of rows that will not be read again, where the system keeps them.
     *
     * @param number of the first row that stays; the first one of all if it is not positive
     */
    default void forgetBefore(long number) {}

    @Override
    void close();
}
