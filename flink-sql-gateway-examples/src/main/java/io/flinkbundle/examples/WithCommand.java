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

import io.flinkbundle.examples.systems.SystemKind;
import io.flinkbundle.examples.systems.Systems;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * Starts systems, runs a program that finds them in its environment, and stops them.
 *
 * <p>The variables have the names of the placeholders in scripts. A system that the environment
 * names already is not started.
 */
@Command(
        name = "with",
        sortOptions = false,
        description = "Run a program with systems that its environment names.")
final class WithCommand implements Callable<Integer> {

    @Parameters(
            index = "0",
            split = ",",
            paramLabel = "SYSTEM",
            description = "Systems, separated by commas: ${COMPLETION-CANDIDATES}.")
    private List<SystemKind> kinds = List.of();

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "COMMAND",
            description = "The program and its arguments, after --.")
    private List<String> command = List.of();

    @Override
    public Integer call() throws InterruptedException {
        Map<String, String> environment = System.getenv();
        try (OrderlyStop stop = OrderlyStop.ofThisThread();
                Systems systems = new Systems(environment, (kind, address) -> {})) {
            Map<String, String> variables = new HashMap<>(environment);
            variables.putAll(systems.valuesOf(placeholders()));
            return run(variables);
        }
    }

    private Set<String> placeholders() {
        Set<String> placeholders = new HashSet<>();
        kinds.forEach(kind -> placeholders.addAll(kind.variables()));
        return placeholders;
    }

    private int run(Map<String, String> variables) throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(variables);
        Process process = start(builder);
        try {
            return process.waitFor();
        } finally {
            process.destroy(); // without effect on a process that has ended
        }
    }

    private Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new ExampleException(
                    "'%s' cannot be started: %s".formatted(command.get(0), RootCause.of(e)), e);
        }
    }
}
