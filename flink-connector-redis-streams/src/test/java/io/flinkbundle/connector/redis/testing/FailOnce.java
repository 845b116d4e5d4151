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

package io.flinkbundle.connector.redis.testing;

import org.apache.flink.api.common.functions.MapFunction;

import java.util.concurrent.atomic.AtomicInteger;

/** Fails a job once, at one of its elements. One test at a time. */
public final class FailOnce implements MapFunction<String, String> {

    private static final long serialVersionUID = 1L;

    private static final AtomicInteger LEFT = new AtomicInteger();

    /**
     * Begins a test that fails once so many elements have passed, whichever subtask they are in.
     */
    public static void at(int elements) {
        LEFT.set(elements);
    }

    public static boolean hasFailed() {
        return LEFT.get() < 0;
    }

    @Override
    public String map(String element) {
        if (LEFT.getAndDecrement() == 0) {
            throw new IllegalStateException("This failure is part of the test.");
        }
        return element;
    }
}
