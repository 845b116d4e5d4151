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

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps the logs of libraries out of the output: set before the first logger exists. */
final class Logging {

    private static final Logger ROOT = Logger.getLogger("");

    private Logging() {}

    static void silence(String[] arguments) {
        boolean debug = List.of(arguments).contains("--debug");
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", debug ? "warn" : "off");
        System.setProperty("org.slf4j.simpleLogger.logFile", "System.err");
        ROOT.setLevel(debug ? Level.WARNING : Level.OFF);
    }
}
