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

/** What scripts and CI learn from the end of a command. */
@Internal
public final class ExitCodes {

    /** Nothing to complain about. */
    public static final int OK = 0;

    /** Something is wrong with what was looked at. */
    public static final int PROBLEMS = 1;

    /** The command line is wrong. */
    public static final int USAGE = 2;

    /** The command could not do its work. */
    public static final int FAILED = 3;

    /** Ctrl-C, as shells report it. */
    public static final int INTERRUPTED = 130;

    private ExitCodes() {}
}
