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

package io.flinkbundle.examples;

import java.util.Optional;

/**
 * A failure that its reader can act on: the message says it all and is printed without a stack
 * trace.
 */
public final class ExampleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What a server printed of its own failure, or nothing. */
    private final String serverTrace;

    public ExampleException(String message) {
        super(message);
        this.serverTrace = "";
    }

    public ExampleException(String message, Throwable cause) {
        super(message, cause);
        this.serverTrace = "";
    }

    private ExampleException(String message, String serverTrace) {
        super(message);
        this.serverTrace = serverTrace;
    }

    /** A failure on a server, with its root cause as message and its stack trace kept aside. */
    static ExampleException onServer(String stackTrace) {
        return new ExampleException(RootCause.of(stackTrace), stackTrace);
    }

    /** The stack trace of the server where this, or what caused it, went wrong on one. */
    Optional<String> serverTrace() {
        if (!serverTrace.isEmpty()) {
            return Optional.of(serverTrace);
        }
        return getCause() instanceof ExampleException cause
                ? cause.serverTrace()
                : Optional.empty();
    }
}
