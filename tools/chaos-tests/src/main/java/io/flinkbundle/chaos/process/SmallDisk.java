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
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file system of a few megabytes in memory, which can be filled up. Only root can have one. */
@Internal
public final class SmallDisk implements AutoCloseable {

    private static final String SIZE = "32m";
    private static final int BLOCK_SIZE = 4096;
    private static final Path MOUNTS = Path.of("/proc/mounts");

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Puts it into an empty folder; nothing if this process may not. */
    public static Optional<SmallDisk> mount(Path folder) throws InterruptedException {
        boolean isMounted =
                call("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", folder.toString());
        return isMounted ? Optional.of(new SmallDisk(folder)) : Optional.empty();
    }

    /** Unmounts those that a run which was killed has left in a folder, or below it. */
    public static void unmountAllIn(Path folder) throws IOException, InterruptedException {
        if (!Files.exists(MOUNTS)) {
            return; // no Linux, where nothing is mounted
        }
        for (String mount : Files.readAllLines(MOUNTS)) {
            Path mounted = Path.of(mount.split(" ")[1]);
            if (mounted.startsWith(folder.toAbsolutePath())) {
                new SmallDisk(mounted).close();
            }
        }
    }

    /** Takes all space that is left. */
    public void fill() {
        byte[] block = new byte[BLOCK_SIZE];
        try (OutputStream out = Files.newOutputStream(filler())) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            if (!Files.exists(filler())) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Gives the space back. */
    public void free() {
        try {
            Files.deleteIfExists(filler());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path filler() {
        return folder.resolve("filler");
    }

    private static boolean call(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // there is no such command
        }
    }

    /** Lets go of it, as soon as nobody has a file of it open. */
    @Override
    public void close() {
        try {
            if (!call("umount", "--lazy", folder.toString())) {
                throw new ChaosException(folder + " cannot be unmounted.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
