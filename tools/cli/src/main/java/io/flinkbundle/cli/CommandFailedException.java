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

package io.flinkbundle.cli;

import org.apache.flink.annotation.Internal;

/** A command cannot do its work, and its message says all that a person needs to know. */
@Internal
public final class CommandFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CommandFailedException(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** The work itself failed. */
    public static CommandFailedException failed(String message) {
        return new CommandFailedException(ExitCodes.FAILED, message, null);
    }

    /** The work itself failed, because of another failure. */
    public static CommandFailedException failed(String message, Throwable cause) {
        return new CommandFailedException(ExitCodes.FAILED, message, cause);
    }

    /** What was asked for on the command line does not exist. */
    public static CommandFailedException usage(String message) {
        return new CommandFailedException(ExitCodes.USAGE, message, null);
    }

    public int exitCode() {
        return exitCode;
    }
}
