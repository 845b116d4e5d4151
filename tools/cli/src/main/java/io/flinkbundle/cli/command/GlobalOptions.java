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

package io.flinkbundle.cli.command;

import io.flinkbundle.cli.inventory.ClassPath;
import io.flinkbundle.cli.output.Console;
import io.flinkbundle.cli.output.OutputFormat;
import io.flinkbundle.cli.output.Progress;

import org.apache.flink.annotation.Internal;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** What every command understands. */
@Internal
public final class GlobalOptions {

    private static final String DEBUG = "--debug";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private OutputFormat output = OutputFormat.HUMAN;

    @Option(
            names = "--lib",
            paramLabel = "JAR|DIR",
            description =
                    "Jars of your Flink, such as its lib folder; may be repeated. What is not in"
                            + " them then counts as missing.")
    private List<Path> lib = List.of();

    @Option(names = DEBUG, description = "Show stack traces and the warnings of libraries.")
    private boolean debug;

    /** Whether stack traces were asked for, on any level of the command line. */
    public static boolean wantsStackTraces(CommandLine.ParseResult parsed) {
        return parsed.originalArgs().contains(DEBUG);
    }

    boolean asJson() {
        return output == OutputFormat.JSON;
    }

    boolean debug() {
        return debug;
    }

    /** Says what is being done if it takes more than a second, and people read the output. */
    <T> T during(String what, Supplier<T> work) {
        return asJson() ? work.get() : new Progress(console()).during(what, work);
    }

    Console console() {
        return Console.of(spec.commandLine());
    }

    ClassPath classPath() {
        return ClassPath.of(lib);
    }
}
