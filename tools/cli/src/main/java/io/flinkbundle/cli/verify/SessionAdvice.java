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

package io.flinkbundle.cli.verify;

import io.flinkbundle.cli.output.KnownSecrets;
import io.flinkbundle.cli.script.Statement;
import io.flinkbundle.cli.text.NearestName;
import io.flinkbundle.connector.common.secret.Redaction;

import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.table.api.config.ExecutionConfigOptions;
import org.apache.flink.table.api.config.OptimizerConfigOptions;
import org.apache.flink.table.api.config.TableConfigOptions;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Flink accepts without a word, and people do not mean. */
final class SessionAdvice {

    private static final Pattern INLINE_OPTION =
            Pattern.compile("'([\\w.-]+)'\\s*=\\s*'((?:[^']|'')*)'");

    private final Map<String, ConfigOption<?>> known = new TreeMap<>();

    SessionAdvice() {
        for (Class<?> options :
                List.of(
                        ExecutionOptions.class,
                        CheckpointingOptions.class,
                        PipelineOptions.class,
                        RestartStrategyOptions.class,
                        StateBackendOptions.class,
                        TableConfigOptions.class,
                        ExecutionConfigOptions.class,
                        OptimizerConfigOptions.class)) {
            collect(options);
        }
    }

    /** A SET whose key looks like a misspelt one, or whose value cannot be read. */
    List<Finding> setting(Statement statement, String key, String value) {
        ConfigOption<?> option = known.get(key);
        if (option == null) {
            return NearestName.of(key, known.keySet())
                    .map(
                            near ->
                                    List.of(
                                            new Finding(
                                                    Severity.WARNING,
                                                    statement.line(),
                                                    statement.title(),
                                                    "option",
                                                    "Flink has no setting '%s' that is known here, and ignores it silently."
                                                            .formatted(key),
                                                    List.of("Did you mean '%s'?".formatted(near)))))
                    .orElse(List.of());
        }
        try {
            Configuration configuration = new Configuration();
            configuration.setString(key, value);
            configuration.get(option);
            return List.of();
        } catch (IllegalArgumentException e) {
            return List.of(
                    new Finding(
                            Severity.ERROR,
                            statement.line(),
                            statement.title(),
                            "type",
                            "'%s' is no value for '%s'.".formatted(value, key),
                            List.of(String.valueOf(e.getMessage()))));
        }
    }

    /** Secrets that stand in the script itself. */
    List<Finding> inlineSecrets(Statement statement) {
        List<Finding> findings = new ArrayList<>();
        Matcher option = INLINE_OPTION.matcher(statement.sql());
        while (option.find()) {
            String key = option.group(1);
            String value = option.group(2);
            if (value.contains("${") || value.isBlank()) {
                continue;
            }
            KnownSecrets.addOption(key, value);
            if (Redaction.isSecretKey(key) || !Redaction.url(value).equals(value)) {
                findings.add(
                        new Finding(
                                Severity.WARNING,
                                statement.lineOf("'" + key + "'"),
                                statement.title(),
                                "secret",
                                "'%s' stands in the script, and SHOW CREATE TABLE prints it."
                                        .formatted(key),
                                List.of(
                                        "Write ${NAME} and set the environment variable, or use '%s.file' if the connector has it."
                                                .formatted(key))));
            }
        }
        return findings;
    }

    /** Exactly-once sinks of a stream that takes no checkpoints. */
    List<Finding> exactlyOnceWithoutCheckpoints(
            Collection<TableDeclaration> tables, PlannerSession session, Set<String> used) {
        boolean checkpoints =
                session.settings().containsKey(CheckpointingOptions.CHECKPOINTING_INTERVAL.key());
        if (checkpoints || session.isBatch()) {
            return List.of();
        }
        return tables.stream()
                .filter(table -> used.contains(table.identifier().asSummaryString()))
                .filter(
                        table ->
                                "exactly-once"
                                        .equals(table.options().get("sink.delivery-guarantee")))
                .map(
                        table ->
                                new Finding(
                                        Severity.WARNING,
                                        table.statement().lineOf("'sink.delivery-guarantee'"),
                                        table.subject(),
                                        "guarantee",
                                        "The sink is exactly-once, and nothing in this script turns on checkpoints; an unbounded job then refuses to start.",
                                        List.of(
                                                "Add SET 'execution.checkpointing.interval' = '10 s'; unless the cluster's configuration has it.")))
                .toList();
    }

    private void collect(Class<?> options) {
        for (Field field : options.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers())
                    && Modifier.isPublic(field.getModifiers())
                    && field.getType() == ConfigOption.class) {
                try {
                    ConfigOption<?> option = (ConfigOption<?>) field.get(null);
                    known.put(option.key(), option);
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException("Constants are public: " + field, e);
                }
            }
        }
    }
}
