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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class SmallDiskTest {

    @TempDir private Path folder;

    @Test
    void isFullUntilItsSpaceIsGivenBack() throws Exception {
        try (SmallDisk disk = mounted(folder)) {
            disk.fill();
            assertThatThrownBy(() -> Files.write(folder.resolve("more"), new byte[1 << 20]))
                    .hasMessageContaining("No space left");

            disk.free();
            Files.write(folder.resolve("more"), new byte[1 << 20]);
        }

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void isTakenAwayWhereARunThatWasKilledHasLeftIt() throws Exception {
        Path below = Files.createDirectory(folder.resolve("staging"));
        mounted(below);
        Files.createFile(below.resolve("file"));

        SmallDisk.unmountAllIn(folder);

        assertThat(below).isEmptyDirectory();
    }

    private static SmallDisk mounted(Path folder) throws InterruptedException {
        Optional<SmallDisk> disk = SmallDisk.mount(folder);
        assumeTrue(disk.isPresent(), "Only root can mount a file system.");
        return disk.get();
    }
}
