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

package io.flinkbundle.connector.common.secret;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * A password or token that does not show itself.
 *
 * <p>It is either given in place or names a file, which is read on the worker each time {@link
 * #read()} is called, so that a rotated secret is picked up by the next login. {@link #toString()}
 * never shows the value. Immutable and thread-safe.
 */
@PublicEvolving
public final class Secret implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String value;
    private final boolean file;

    private Secret(String value, boolean file) {
        this.value = Objects.requireNonNull(value);
        this.file = file;
    }

    /** A secret that is given in place. It becomes part of the job graph. */
    public static Secret inline(String value) {
        return new Secret(value, false);
    }

    /**
     * A secret that stands in a file on each worker.
     *
     * @param path a local path; a line break at its end is not part of the secret
     */
    public static Secret file(String path) {
        return new Secret(path, true);
    }

    /**
     * Reads a pair of options such as {@code password} and {@code password.file}.
     *
     * @throws ValidationException if both are set
     */
    public static Optional<Secret> of(
            ReadableConfig config, ConfigOption<String> inline, ConfigOption<String> file) {
        Optional<String> value = config.getOptional(inline);
        Optional<String> path = config.getOptional(file);
        if (value.isPresent() && path.isPresent()) {
            throw new ValidationException(
                    "Set '" + inline.key() + "' or '" + file.key() + "', not both.");
        }
        return value.map(Secret::inline).or(() -> path.map(Secret::file));
    }

    /** Whether it is read from a file, and may change while a job runs. */
    public boolean isFile() {
        return file;
    }

    /**
     * The secret itself.
     *
     * @throws IOException if the file cannot be read on this host
     */
    public String read() throws IOException {
        if (!file) {
            return value;
        }
        try {
            return Files.readString(Path.of(value)).replaceFirst("\\R\\z", "");
        } catch (IOException e) {
            throw new IOException(
                    "Could not read the secret file '"
                            + value
                            + "'. It must be readable on every TaskManager and, for checks before"
                            + " the job starts, on the client.",
                    e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && file == that.file && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(value, file);
    }

    @Override
    public String toString() {
        return file ? "file:" + value : Redaction.HIDDEN;
    }
}
