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

import java.io.PrintStream;
import java.util.Locale;

/** What the reader sees: one short line a step, with the time that it took. */
final class Progress {

    private final PrintStream out;
    private long since = System.nanoTime();

    Progress(PrintStream out) {
        this.out = out;
    }

    /** Reports a step that has just ended. */
    void done(String what, String detail) {
        long now = System.nanoTime();
        out.printf(Locale.ROOT, "  %-9s %s  [%.1f s]%n", what, detail, (now - since) / 1e9);
        since = now;
    }

    void line(String text) {
        out.println(text);
    }
}
