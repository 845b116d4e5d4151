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

package io.flinkbundle.connector.common.testing;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Savepoints that a version of a connector has taken, and every later one has to restore. They lie
 * in {@code src/test/resources/savepoints}, in a folder for each version.
 *
 * <p>{@code -Dsavepoints.update=true} takes those of the current version anew. That is right before
 * a release, and wrong to make a test green: what was released stays as it is.
 */
public final class KeptSavepoints {

    private static final Path FOLDER = Path.of("src", "test", "resources", "savepoints");

    /** All that a small savepoint has: its state is within. */
    private static final String METADATA = "_metadata";

    private KeptSavepoints() {}

    /** Whether savepoints are to be taken anew. */
    public static boolean areUpdated() {
        return Boolean.getBoolean("savepoints.update");
    }

    /**
     * Keeps a savepoint that was just taken.
     *
     * @param name with the version, {@code 1.0/source}
     * @param savepoint its path, as Flink tells it
     */
    public static void keep(String name, String savepoint) throws IOException {
        Path taken = Path.of(URI.create(savepoint));
        try (Stream<Path> files = Files.list(taken)) {
            assertThat(files.map(Path::getFileName).map(Path::toString)).containsExactly(METADATA);
        }
        Path kept = Files.createDirectories(FOLDER.resolve(name));
        Files.copy(
                taken.resolve(METADATA),
                kept.resolve(METADATA),
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** The path to restore a kept savepoint from. */
    public static String path(String name) {
        Path kept = FOLDER.resolve(name).toAbsolutePath();
        assertThat(kept.resolve(METADATA)).exists();
        return kept.toUri().toString();
    }
}
