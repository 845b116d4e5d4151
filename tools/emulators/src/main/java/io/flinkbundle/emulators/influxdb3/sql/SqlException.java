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

package io.flinkbundle.emulators.influxdb3.sql;

import org.apache.flink.annotation.Internal;

/** A query is refused or fails, with the status and as far as it goes the words of the server. */
@Internal
public final class SqlException extends Exception {

    private static final long serialVersionUID = 1L;

    private static final int BAD_REQUEST = 400;
    private static final int NOT_IMPLEMENTED = 405;
    private static final int FAILED = 500;

    private final int status;

    private SqlException(int status, String message) {
        super(message);
        this.status = status;
    }

    static SqlException plan(String message) {
        return new SqlException(BAD_REQUEST, "Error during planning: " + message);
    }

    static SqlException syntax(String message) {
        return new SqlException(BAD_REQUEST, "SQL error: ParserError(\"" + message + "\")");
    }

    static SqlException notImplemented(String message) {
        return new SqlException(NOT_IMPLEMENTED, "This feature is not implemented: " + message);
    }

    static SqlException failed(String message) {
        return new SqlException(FAILED, message);
    }

    public int status() {
        return status;
    }
}
