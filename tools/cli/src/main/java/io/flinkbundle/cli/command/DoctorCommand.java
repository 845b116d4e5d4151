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

import io.flinkbundle.cli.ExitCodes;
import io.flinkbundle.cli.doctor.Diagnosis;
import io.flinkbundle.cli.doctor.Doctor;
import io.flinkbundle.cli.output.Console;
import io.flinkbundle.cli.verify.Severity;

import org.apache.flink.annotation.Internal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Says what is wrong with a machine and its jars, and how to mend it. */
@Internal
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Looks at the JVM, the jars (--lib $FLINK_HOME/lib), limits and the clock: what is"
                        + " wrong and how to mend it.")
public final class DoctorCommand implements Callable<Integer> {

    @Option(
            names = "--clock",
            paramLabel = "URL",
            description = "An HTTP server whose clock to compare with, such as your gateway.")
    private Optional<URI> clock = Optional.empty();

    @Mixin private GlobalOptions global;

    @Override
    public Integer call() {
        List<Diagnosis> diagnoses =
                global.during(
                        "looking at jars and drivers",
                        () -> new Doctor(global.classPath()).examine(clock));
        if (global.asJson()) {
            global.console().json(diagnoses);
        } else {
            print(diagnoses);
        }
        return diagnoses.stream().anyMatch(each -> each.severity() == Severity.ERROR)
                ? ExitCodes.PROBLEMS
                : ExitCodes.OK;
    }

    private void print(List<Diagnosis> diagnoses) {
        Console console = global.console();
        for (Diagnosis each : diagnoses) {
            console.result(
                    "%-8s %-14s %s".formatted(each.severity(), each.subject(), each.message()));
            if (!each.remedy().isEmpty()) {
                console.result(" ".repeat(24) + each.remedy());
            }
        }
    }
}
