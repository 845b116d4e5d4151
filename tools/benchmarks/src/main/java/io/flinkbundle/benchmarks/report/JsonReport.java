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

package io.flinkbundle.benchmarks.report;

import io.flinkbundle.benchmarks.harness.BenchmarkResult;

import org.apache.flink.annotation.Internal;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A list with one object for each benchmark; the keys are the components of the results. */
@Internal
public final class JsonReport {

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private JsonReport() {}

    public static String of(List<BenchmarkResult> results) {
        return GSON.toJson(results) + System.lineSeparator();
    }

    public static void write(List<BenchmarkResult> results, Path file) throws IOException {
        Files.writeString(file, of(results));
    }
}
