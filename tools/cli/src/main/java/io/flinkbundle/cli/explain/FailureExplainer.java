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

package io.flinkbundle.cli.explain;

import io.flinkbundle.cli.Failures;
import io.flinkbundle.cli.inventory.FactoryInventory;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns what Flink and connectors throw into what a person needs to read: no dump of options, no
 * chain of wrappers, and what to do about it.
 */
@Internal
public final class FailureExplainer {

    private final OptionAdvice options;
    private final MissingFactory missing;

    public FailureExplainer(FactoryInventory inventory) {
        this.options = new OptionAdvice(inventory, ForeignOptions.load());
        this.missing = new MissingFactory(inventory);
    }

    /**
     * Explains why a table cannot be made.
     *
     * @param connector the value of its option {@code connector}, or empty
     * @param tableOptions its options
     */
    public List<Explanation> table(
            Throwable failure, String connector, Map<String, String> tableOptions) {
        Throwable cause = insideOfTableFailure(failure);
        Optional<List<Explanation>> known =
                options.unsupported(cause, connector)
                        .or(() -> options.required(cause, connector, tableOptions))
                        .or(() -> options.invalidValue(cause, connector, tableOptions))
                        .or(() -> missing.explain(cause).map(List::of))
                        .or(() -> JdbcAdvice.explain(cause, tableOptions).map(List::of));
        return known.orElseGet(
                () -> {
                    Explanation plain = plain(cause, "");
                    List<String> hints = new ArrayList<>(plain.hints());
                    hints.addAll(options.suspicious(connector, tableOptions));
                    return List.of(plain.withHints(hints));
                });
    }

    /**
     * Explains why a statement cannot be parsed, run or planned.
     *
     * @param sql the statement
     */
    public Explanation statement(Throwable failure, String sql) {
        String firstWord = sql.split("[^A-Za-z]", 2)[0];
        return Keywords.statement(firstWord)
                .map(
                        meant ->
                                Explanation.of(
                                        "syntax",
                                        "No statement begins with '%s'.".formatted(firstWord),
                                        "Did you mean %s?".formatted(meant)))
                .orElseGet(() -> plain(failure, sql));
    }

    /** The table or view that a statement asks for in vain, if that is why it fails. */
    public Optional<String> missingObject(Throwable failure) {
        return PlanAdvice.missingObject(failure);
    }

    private Explanation plain(Throwable failure, String sql) {
        return missing.explain(failure)
                .or(() -> PlanAdvice.explain(failure, sql))
                .orElseGet(
                        () -> Explanation.of(topicOf(failure), Failures.explain(essence(failure))));
    }

    /** The failure below the wrapper that repeats all options of the table. */
    private static Throwable insideOfTableFailure(Throwable failure) {
        Throwable inside = failure;
        for (Throwable each : Failures.chain(failure)) {
            String message = Failures.messageOf(each);
            boolean wrapper =
                    message.startsWith("Unable to create a s")
                            || message.startsWith("Cannot discover a connector using option")
                            || message.startsWith("Error creating s");
            if (wrapper && each.getCause() != null) {
                inside = each.getCause();
            }
        }
        return inside;
    }

    /** Flink's outermost wrappers say less than what they wrap. */
    private static Throwable essence(Throwable failure) {
        Throwable essence = failure;
        for (Throwable each : Failures.chain(failure)) {
            String message = Failures.messageOf(each);
            boolean says =
                    !message.startsWith("SQL validation failed. null")
                            && !message.startsWith("Could not execute ");
            if (says) {
                return each;
            }
            essence = each;
        }
        return essence;
    }

    private static String topicOf(Throwable failure) {
        boolean linkage =
                Failures.chain(failure).stream()
                        .anyMatch(
                                each ->
                                        each instanceof LinkageError
                                                || each instanceof ClassNotFoundException);
        return linkage ? "jar" : "table";
    }
}
