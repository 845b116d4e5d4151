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

package io.flinkbundle.benchmarks.measure;

import io.flinkbundle.benchmarks.rows.RowDigest;

import org.apache.flink.annotation.Internal;

/** The rows that arrived are not those that were sent, so the run's speed means nothing. */
@Internal
public final class LostRowsException extends Exception {

    private static final long serialVersionUID = 1L;

    public LostRowsException(String message) {
        super(message);
    }

    /**
     * Fails unless both digests are equal; {@code where} names the place the rows were read from.
     */
    public static void check(String where, RowDigest expected, RowDigest actual)
            throws LostRowsException {
        if (!expected.equals(actual)) {
            throw new LostRowsException(
                    "Expected %s, found %s in %s: rows were lost, repeated or altered"
                            .formatted(expected, actual, where));
        }
    }
}
