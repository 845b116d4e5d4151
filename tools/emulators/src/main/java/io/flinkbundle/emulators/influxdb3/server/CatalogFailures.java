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

package io.flinkbundle.emulators.influxdb3.server;

import io.flinkbundle.emulators.influxdb3.store.CatalogException;

import org.apache.flink.annotation.Internal;

/** The answers to what the catalog refuses. */
@Internal
final class CatalogFailures {

    private CatalogFailures() {}

    static HttpFailure of(CatalogException e) {
        String message = e.getMessage();
        return switch (e.kind()) {
            case INVALID -> HttpFailure.text(HttpFailure.BAD_REQUEST, message);
            case INVALID_NAME -> HttpFailure.json(HttpFailure.BAD_REQUEST, message);
            case NOT_FOUND -> HttpFailure.text(HttpFailure.NOT_FOUND, message);
            case EXISTS -> HttpFailure.text(HttpFailure.CONFLICT, message);
            case LIMIT -> HttpFailure.json(HttpFailure.UNPROCESSABLE, message);
        };
    }
}
