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

package io.flinkbundle.cli.script;

import io.flinkbundle.cli.CommandFailedException;

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the files that are named on the command line. */
@Internal
public final class ScriptFile {

    private ScriptFile() {}

    /**
     * The whole text.
     *
     * @throws CommandFailedException if it is not there or no text
     */
    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw CommandFailedException.usage(
                    Files.exists(file)
                            ? "%s cannot be read as text: %s".formatted(file, e.getMessage())
                            : "There is no file %s.".formatted(file));
        }
    }
}
