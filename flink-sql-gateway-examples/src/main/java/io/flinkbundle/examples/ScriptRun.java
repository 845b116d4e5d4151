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

import io.flinkbundle.examples.SqlScript.Statement;
import io.flinkbundle.examples.systems.SystemKind;
import io.flinkbundle.examples.systems.Systems;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One script on its way through the gateway, statement by statement.
 *
 * <p>An INSERT that the script waits for ({@code table.dml-sync}) is over when its statement is.
 * The job of any other, and that of a materialized table, goes on while the next statements are
 * executed, and is cancelled at the end or when the script fails. The result of each query is
 * compared with the next expected one; while jobs go on, a query is asked again until its result is
 * the expected one or the time is over.
 */
final class ScriptRun {

    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final long ASK_AGAIN_MILLIS = 500;

    private final SqlGatewayClient gateway;
    private final Systems systems;
    private final BackgroundJobs jobs;
    private final OutputFolder output;
    private final Progress progress;
    private final List<Comparison> comparisons = new ArrayList<>();

    ScriptRun(
            SqlGatewayClient gateway,
            Systems systems,
            BackgroundJobs jobs,
            OutputFolder output,
            Progress progress) {
        this.gateway = gateway;
        this.systems = systems;
        this.jobs = jobs;
        this.output = output;
        this.progress = progress;
    }

    /**
     * Executes the script.
     *
     * @return each result beside what was expected
     * @throws ExampleException when a statement or a job fails; no job goes on then
     */
    List<Comparison> run(SqlScript script, List<ResultTable> expected) throws InterruptedException {
        Deque<ResultTable> wanted = new ArrayDeque<>(expected);
        try {
            for (Statement statement : script.statements()) {
                execute(statement, wanted);
                jobs.check();
            }
        } catch (ExampleException | InterruptedException e) {
            stopJobsAfter(e);
            throw e;
        }
        jobs.cancelAll();
        if (!wanted.isEmpty()) {
            throw new ExampleException(
                    "%d expected results are left over: the script has fewer queries."
                            .formatted(wanted.size()));
        }
        return List.copyOf(comparisons);
    }

    private void stopJobsAfter(Exception failure) throws InterruptedException {
        try {
            jobs.cancelAll();
        } catch (ExampleException e) {
            failure.addSuppressed(e);
        }
    }

    private void execute(Statement statement, Deque<ResultTable> wanted)
            throws InterruptedException {
        Optional<String> instruction = statement.instruction();
        if (instruction.isPresent()) {
            instruct(statement, instruction.get(), wanted);
        } else if (statement.isQuery()) {
            query(statement, next(statement, wanted));
        } else {
            Optional<String> materialized = statement.materializedTable();
            if (materialized.isPresent()) {
                jobs.expectRefresh(materialized.get(), statement);
            }
            Optional<String> job = ask(statement).job();
            boolean goesOn = job.isPresent() && jobs.add(job.get(), statement);
            progress.done("sql", statement.title() + (goesOn ? ": runs on" : ""));
        }
    }

    private void query(Statement statement, ResultTable expected) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            boolean isLast = jobs.isEmpty() || System.nanoTime() > deadline;
            Optional<Comparison> comparison = compareIfThere(statement, expected, isLast);
            if (comparison.isPresent() && (isLast || comparison.get().isAsExpected())) {
                add(comparison.get());
                return;
            }
            Thread.sleep(ASK_AGAIN_MILLIS);
            jobs.check();
        }
    }

    /** What a job has not written yet may be missing altogether, so that a query of it fails. */
    private Optional<Comparison> compareIfThere(
            Statement statement, ResultTable expected, boolean isLast) throws InterruptedException {
        try {
            return Optional.of(compare(statement, ask(statement).rows(), expected));
        } catch (ExampleException e) {
            if (isLast || StatementFailure.isInTheStatement(e)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private void instruct(Statement statement, String instruction, Deque<ResultTable> wanted)
            throws InterruptedException {
        String[] words = instruction.split("\\s+", 2);
        if (words[0].equals(OutputFolder.ID)) {
            add(compare(statement, output.list(words[1]), next(statement, wanted)));
            return;
        }
        SystemKind kind =
                Stream.of(SystemKind.values())
                        .filter(each -> each.id().equals(words[0]))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        StatementFailure.of(
                                                statement, "no such system: " + words[0]));
        Optional<Systems.Reply> reply;
        try {
            reply = systems.perform(kind, words.length > 1 ? words[1] : "");
        } catch (ExampleException e) {
            throw StatementFailure.of(statement, e);
        }
        if (reply.isEmpty()) {
            progress.done(
                    kind.id(),
                    "not ours: do yourself what line %d says".formatted(statement.line()));
        } else if (reply.get().result().isPresent()) {
            add(compare(statement, reply.get().result().get(), next(statement, wanted)));
        } else {
            progress.done(kind.id(), words[1]);
        }
    }

    private void add(Comparison comparison) {
        comparisons.add(comparison);
        progress.done("result", comparison.title());
        progress.line(comparison.format());
    }

    private static Comparison compare(
            Statement statement, ResultTable result, ResultTable expected) {
        return new Comparison(statement.line(), result, expected, statement.isOrdered());
    }

    private StatementResult ask(Statement statement) throws InterruptedException {
        try {
            return gateway.run(statement.sql());
        } catch (ExampleException e) {
            throw StatementFailure.of(statement, e);
        }
    }

    private static ResultTable next(Statement statement, Deque<ResultTable> wanted) {
        return Optional.ofNullable(wanted.poll())
                .orElseThrow(
                        () ->
                                StatementFailure.of(
                                        statement, "no expected result stands beside this query"));
    }
}
