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

package io.flinkbundle.connector.duckdb.source.enumerator;

import io.flinkbundle.connector.duckdb.client.DatabaseBusyException;
import io.flinkbundle.connector.duckdb.client.StatementFailedException;

import org.apache.flink.annotation.Internal;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;
import org.apache.flink.util.FlinkRuntimeException;

/**
 * The table cannot be read, and no restart would change that: Flink fails the job at once, where
 * its default strategy would restart it for ever.
 */
@Internal
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
final class UnreadableTableException extends FlinkRuntimeException {

    private static final long serialVersionUID = 1L;

    private UnreadableTableException(Throwable cause) {
        super(cause.getMessage(), cause);
    }

    /**
     * The exception that fails the job: this one, unless a restart may help. The reason is its
     * message, because that is all that the first line of a failed job shows.
     */
    static FlinkRuntimeException unlessItMayPass(Throwable failure) {
        boolean mayPass =
                failure instanceof DatabaseBusyException
                        || failure instanceof StatementFailedException;
        return mayPass
                ? new FlinkRuntimeException(failure.getMessage(), failure)
                : new UnreadableTableException(failure);
    }
}
