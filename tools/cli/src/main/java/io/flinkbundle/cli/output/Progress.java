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

package io.flinkbundle.cli.output;

import org.apache.flink.annotation.Internal;

import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.Supplier;

/** Says what is being done when that takes longer than a person waits without wondering. */
@Internal
public final class Progress {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Console console;
    private final Duration patience;

    public Progress(Console console) {
        this(console, PATIENCE);
    }

    Progress(Console console, Duration patience) {
        this.console = console;
        this.patience = patience;
    }

    /** Prints one line on the error stream, unless the work ends within a second. */
    public <T> T during(String what, Supplier<T> work) {
        Timer timer = new Timer("progress", true);
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        console.error("... " + what);
                    }
                },
                patience.toMillis());
        try {
            return work.get();
        } finally {
            timer.cancel();
        }
    }
}
