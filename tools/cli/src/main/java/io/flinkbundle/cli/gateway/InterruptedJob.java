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

package io.flinkbundle.cli.gateway;

import io.flinkbundle.cli.output.Console;

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.util.Locale;

/** What becomes of a job when Ctrl-C ends the command that follows it. */
@Internal
public final class InterruptedJob {

    private final Thread hook;

    private InterruptedJob(Thread hook) {
        this.hook = hook;
    }

    /** What to do. */
    public enum Choice {
        ASK,
        CANCEL,
        LEAVE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Is there from now on, until it is forgotten. */
    public static InterruptedJob watch(RunningJob job, Choice choice, Console console) {
        Thread hook = new Thread(() -> decide(job, choice, console), "interrupted-job");
        Runtime.getRuntime().addShutdownHook(hook);
        return new InterruptedJob(hook);
    }

    /** The job has ended by itself. */
    public void forget() {
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    private static void decide(RunningJob job, Choice choice, Console console) {
        boolean cancel = choice == Choice.CANCEL || (choice == Choice.ASK && asked(job, console));
        if (!cancel) {
            console.error("Job " + job.id() + " goes on.");
            return;
        }
        job.cancel();
        console.error("Job " + job.id() + " is being cancelled.");
    }

    private static boolean asked(RunningJob job, Console console) {
        if (System.console() == null) {
            return false;
        }
        console.error("\nCancel job " + job.id() + "? [y/N]");
        try {
            return Character.toLowerCase(System.in.read()) == 'y';
        } catch (IOException e) {
            return false; // nobody answers: the job is left alone
        }
    }
}
