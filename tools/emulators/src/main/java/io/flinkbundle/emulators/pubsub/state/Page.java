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

package io.flinkbundle.emulators.pubsub.state;

import io.flinkbundle.emulators.pubsub.rules.Errors;

import org.apache.flink.annotation.Internal;

import java.util.List;

/**
 * A part of a list.
 *
 * @param nextToken where the next part begins; empty when there is none
 */
@Internal
public record Page<T>(List<T> items, String nextToken) {

    private static final int MAX_SIZE = 1_000;

    /**
     * @param size as in a request, 0 for the largest
     * @param token of the part before; empty for the first part
     */
    public static <T> Page<T> of(List<T> all, int size, String token) {
        if (size < 0) {
            throw Errors.invalidArgument("The page_size " + size + " is negative.");
        }
        int from = position(token, all.size());
        int to = Math.min(all.size(), from + (size == 0 ? MAX_SIZE : Math.min(size, MAX_SIZE)));
        return new Page<>(all.subList(from, to), to < all.size() ? String.valueOf(to) : "");
    }

    private static int position(String token, int size) {
        if (token.isEmpty()) {
            return 0;
        }
        try {
            return Math.min(Math.max(0, Integer.parseInt(token)), size);
        } catch (NumberFormatException e) {
            throw Errors.invalidArgument("The page_token " + token + " is not one of this list.");
        }
    }
}
