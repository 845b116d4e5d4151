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

package io.flinkbundle.chaos.process;

import io.flinkbundle.chaos.ChaosException;

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that can be killed without a chance to say goodbye, and stopped where it is. It ends
 * with this JVM.
 */
@Internal
public final class ChildProcess implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    private final String name;
    private final Process process;
    private final Thread shutdownHook;

    private ChildProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.shutdownHook = new Thread(process::destroyForcibly, "kill-" + name);
        Runtime.getRuntime().addShutdownHook(shutdownHook);
    }

    /**
     * @param name for messages
     * @param output where it may print to
     */
    public static ChildProcess start(String name, List<String> command, Path output) {
        try {
            return new ChildProcess(
                    name,
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                            .start());
        } catch (IOException e) {
            throw new ChaosException("%s cannot start: %s".formatted(name, e.getMessage()), e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** {@code kill -9}, and waits until it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        forgetHook();
    }

    /** Stops the process where it is, with its connections open. */
    public void pause() throws InterruptedException {
        signal("STOP");
    }

    /** Lets a paused process go on. */
    public void resume() throws InterruptedException {
        signal("CONT");
    }

    private void signal(String signal) throws InterruptedException {
        ChildProcess kill =
                start(
                        "kill",
                        List.of("kill", "-" + signal, Long.toString(process.pid())),
                        nowhere());
        int exit = kill.process.waitFor();
        kill.forgetHook();
        if (exit != 0) {
            throw new ChaosException("%s cannot be sent SIG%s".formatted(name, signal));
        }
    }

    private static Path nowhere() {
        return Path.of("/dev/null");
    }

    private void forgetHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException e) {
            // The JVM ends already, and the hook runs.
        }
    }

    /** Asks it to end, and kills it if it does not. */
    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        forgetHook();
    }

    @Override
    public String toString() {
        return name;
    }
}
