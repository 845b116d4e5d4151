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

package io.flinkbundle.connector.duckdb.client;

import org.apache.flink.annotation.PublicEvolving;

/** Somebody else holds the database file, and did not release it within the time to wait. */
@PublicEvolving
public final class DatabaseBusyException extends DuckDbException {

    private final String holder;

    DatabaseBusyException(String message, String holder, Throwable cause) {
        super(message, cause);
        this.holder = holder;
    }

    /** Who holds the file, as far as it could be found out. */
    public String holder() {
        return holder;
    }
}
