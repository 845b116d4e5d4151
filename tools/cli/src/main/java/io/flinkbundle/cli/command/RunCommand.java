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

import io.flinkbundle.cli.CommandFailedException;
import io.flinkbundle.cli.ExitCodes;
import io.flinkbundle.cli.gateway.GatewaySession;
import io.flinkbundle.cli.gateway.HttpJson.RefusedException;
import io.flinkbundle.cli.gateway.InterruptedJob;
import io.flinkbundle.cli.gateway.RunningJob;
import io.flinkbundle.cli.output.Console;
import io.flinkbundle.cli.script.Placeholders;
import io.flinkbundle.cli.script.ScriptFile;
import io.flinkbundle.cli.script.ScriptSplitter;
import io.flinkbundle.cli.script.Statement;

import org.apache.flink.annotation.Internal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Submits a script to a gateway and follows its jobs. */
@Internal
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Submits a script to Flink's SQL Gateway, one statement after the other, and follows"
                    + " each job to its end.",
            "Ctrl-C asks whether to cancel the job that is followed; the cluster goes on otherwise."
        })
public final class RunCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "A SQL script.")
    private Path file;

    @Option(
            names = {"-d", "--define"},
            paramLabel = "NAME=VALUE",
            description = "Fills in $${NAME}; the environment does so for what is not defined.")
    private Map<String, String> definitions = Map.of();

    @Option(names = "--detach", description = "Submit, print the jobs, and do not follow them.")
    private boolean detach;

    @Option(
            names = "--on-interrupt",
            paramLabel = "WHAT",
            description =
                    "${COMPLETION-CANDIDATES}: what Ctrl-C does to the job (default:"
                            + " ${DEFAULT-VALUE}; without a terminal to ask on, leave).")
    private InterruptedJob.Choice onInterrupt = InterruptedJob.Choice.ASK;

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            description = "Time between two lines of progress (default: ${DEFAULT-VALUE}).")
    private int intervalSeconds = 2;

    @Mixin private GatewayOptions gateway;

    @Mixin private GlobalOptions global;

    @Override
    public Integer call() throws InterruptedException {
        List<Statement> statements = ScriptSplitter.split(ScriptFile.read(file));
        Placeholders placeholders = Placeholders.of(definitions);
        for (Statement statement : statements) {
            Set<String> missing = placeholders.missingIn(statement.sql());
            if (!missing.isEmpty()) {
                throw CommandFailedException.failed(
                        "%s:%d: nothing is known to fill in for ${%s}; nothing was submitted."
                                .formatted(file, statement.line(), missing.iterator().next()));
            }
        }
        GatewaySession session = gateway.open();
        for (Statement statement : statements) {
            if (!run(session, statement, placeholders.fill(statement.sql()))) {
                session.close();
                return ExitCodes.PROBLEMS;
            }
        }
        session.close();
        return ExitCodes.OK;
    }

    private boolean run(GatewaySession session, Statement statement, String sql)
            throws InterruptedException {
        Console console = global.console();
        console.error("%s:%d: %s".formatted(file, statement.line(), statement.title()));
        Optional<String> job;
        try {
            boolean query = sql.regionMatches(true, 0, "SELECT", 0, 6);
            job =
                    session.execute(
                            sql,
                            row -> {
                                if (query) {
                                    console.result(String.join("\t", row));
                                }
                            });
        } catch (RefusedException e) {
            console.error("%s:%d: ERROR  %s".formatted(file, statement.line(), e.getMessage()));
            return false;
        }
        if (job.isEmpty() || sql.regionMatches(true, 0, "SELECT", 0, 6)) {
            return true;
        }
        RunningJob running = new RunningJob(gateway.jobManager(session), job.get());
        if (detach) {
            console.result(running.id());
            return true;
        }
        return follow(running, console);
    }

    private boolean follow(RunningJob job, Console console) throws InterruptedException {
        InterruptedJob interrupt = InterruptedJob.watch(job, onInterrupt, console);
        console.error("  job " + job.id());
        String state = job.state();
        while (!RunningJob.isEnd(state)) {
            TimeUnit.SECONDS.sleep(intervalSeconds);
            console.error("  " + job.progress());
            state = job.state();
        }
        interrupt.forget();
        console.result("%s %s".formatted(job.id(), state));
        if (state.equals("FAILED")) {
            console.error("  " + job.failure());
        }
        return state.equals("FINISHED");
    }
}
