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

package io.flinkbundle.benchmarks.harness;

import io.flinkbundle.benchmarks.measure.Measurement;

import org.apache.flink.annotation.Internal;

import jdk.jfr.Configuration;
import jdk.jfr.Recording;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.text.ParseException;

/**
 * Records the connector's rounds, and nothing else, into one file.
 *
 * <p>Each round is a recording of its own that is appended to the file: a flight recording is a
 * sequence of chunks, and readers take them one after the other. Start-up and the check of the rows
 * are in it: frames of this project's benchmarks are not the connector's.
 */
@Internal
final class FlightRecorder {

    private final Path file;

    FlightRecorder(Path file) throws IOException {
        this.file = file.toAbsolutePath();
        Files.deleteIfExists(this.file);
    }

    Measurement record(Contender contender, long rows) throws Exception {
        try (Recording recording = new Recording(profile())) {
            recording.start();
            Measurement measurement = contender.run(rows);
            recording.stop();
            append(recording);
            return measurement;
        }
    }

    private static Configuration profile() throws IOException {
        try {
            return Configuration.getConfiguration("profile");
        } catch (ParseException e) {
            throw new IOException("This JDK's flight recorder settings 'profile' are broken", e);
        }
    }

    private void append(Recording recording) throws IOException {
        Path round = Files.createTempFile("bench-round", ".jfr");
        try (OutputStream all =
                Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            recording.dump(round);
            Files.copy(round, all);
        } finally {
            Files.deleteIfExists(round);
        }
    }
}
