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

package io.flinkbundle.emulators.bigquery.rest;

import io.flinkbundle.emulators.bigquery.errors.ApiException;
import io.flinkbundle.emulators.bigquery.http.HttpCall;

import org.apache.flink.annotation.Internal;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list. The token of the next one is the place where it begins.
 *
 * @param next the token of the next page
 */
@Internal
public record Page<T>(List<T> items, Optional<String> next) {

    private static final int DEFAULT = 1_000;

    public static <T> Page<T> of(List<T> all, HttpCall call) {
        int from =
                (int) Math.min(token(call.parameter("pageToken").orElse("0")), (long) all.size());
        int size = call.parameter("maxResults").map(Integer::parseInt).orElse(DEFAULT);
        int to = Math.min(all.size(), from + size);
        return new Page<>(
                all.subList(from, to),
                to < all.size() ? Optional.of(Integer.toString(to)) : Optional.empty());
    }

    /**
     * @throws ApiException when the token is none of the emulator's
     */
    public static long token(String token) {
        try {
            return Long.parseLong(token);
        } catch (NumberFormatException e) {
            throw ApiException.invalid("Invalid pageToken: " + token);
        }
    }
}
