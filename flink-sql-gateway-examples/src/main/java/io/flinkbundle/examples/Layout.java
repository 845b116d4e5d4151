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

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Where things are.
 *
 * @param module the folder of this module, built
 * @param work the folder that a run writes to: its logs, its checkpoints, its results
 */
record Layout(Path module, Path work) {

    Layout {
        module = module.toAbsolutePath().normalize();
        work = work.toAbsolutePath().normalize();
    }

    Path conf() {
        return module.resolve("conf");
    }

    /** The seed data of the scripts. */
    Path data() {
        return module.resolve("data");
    }

    /** What {@code lib/} of a Flink installation would hold. */
    Path lib() {
        return module.resolve("target/lib");
    }

    Path flinkLog() {
        return work.resolve("flink.log");
    }

    Path database() {
        return work.resolve("earthquakes.duckdb");
    }

    /** Written when the tables are there and the cluster stays up. */
    Path initScript() {
        return work.resolve("init.sql");
    }

    /** What the script that started this needs to know: see {@code quickstart}. */
    Path runProperties() {
        return work.resolve("run.properties");
    }

    /**
     * What {@code lib/} of a Flink installation would hold, and the one class of ours that starts
     * it.
     */
    String clusterClassPath() {
        return String.join(
                File.pathSeparator,
                lib().resolve("*").toString(),
                module.resolve("target/classes").toString());
    }

    /**
     * Removes what an earlier run left and keeps others out of the folder until the JVM ends.
     *
     * <p>The channel stays open on purpose: closing it would release the lock.
     */
    @SuppressWarnings("resource")
    void claim() {
        try {
            Files.createDirectories(work);
            FileChannel channel =
                    FileChannel.open(
                            work.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                throw new ExampleException("Another run is using " + work + ": stop it first.");
            }
            delete(work.resolve("checkpoints"));
            delete(initScript());
            delete(runProperties());
            try (Stream<Path> files = Files.list(work)) {
                for (Path file : files.filter(Layout::isDatabaseFile).toList()) {
                    delete(file);
                }
            }
        } catch (IOException | OverlappingFileLockException e) {
            throw new ExampleException(
                    "The folder %s cannot be used: %s".formatted(work, RootCause.of(e)), e);
        }
    }

    private static boolean isDatabaseFile(Path file) {
        return file.getFileName().toString().contains(".duckdb");
    }

    private static void delete(Path path) throws IOException {
        if (Files.exists(path)) {
            try (Stream<Path> tree = Files.walk(path)) {
                for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }
}
