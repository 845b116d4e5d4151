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

package io.flinkbundle.emulators.influxdb3.store;

import org.apache.flink.annotation.Internal;

/** The catalog refuses a change, in the server's words. */
@Internal
public final class CatalogException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What kind of refusal it is, which decides about the status of the answer. */
    @Internal
    public enum Kind {
        INVALID,
        INVALID_NAME,
        NOT_FOUND,
        EXISTS,
        LIMIT
    }

    private final Kind kind;

    public CatalogException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    static CatalogException exists() {
        return new CatalogException(
                Kind.EXISTS, "attempted to create a resource that already exists");
    }

    static CatalogException notFound(String name) {
        return new CatalogException(
                Kind.NOT_FOUND, "the requested resource was not found: " + name);
    }

    static CatalogException invalid(String message) {
        return new CatalogException(Kind.INVALID, "invalid configuration provided: " + message);
    }

    public Kind kind() {
        return kind;
    }
}
