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

package io.flinkbundle.cli.connect;

import io.flinkbundle.cli.Failures;
import io.flinkbundle.cli.ddl.DdlWriter;
import io.flinkbundle.cli.verify.Causes;
import io.flinkbundle.cli.verify.Finding;
import io.flinkbundle.cli.verify.Severity;
import io.flinkbundle.cli.verify.TableDeclaration;
import io.flinkbundle.cli.verify.TableUse;
import io.flinkbundle.connector.common.probe.ConnectorProbe;
import io.flinkbundle.connector.common.probe.FoundTable;
import io.flinkbundle.connector.common.probe.ProbeReport;
import io.flinkbundle.connector.common.probe.ProbeRequest;
import io.flinkbundle.connector.common.probe.ProbeStep;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.UniqueConstraint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Asks the systems behind the tables of a script. */
@Internal
public final class ConnectionVerifier {

    /** Entries or messages that a system without a schema is asked for. */
    private static final int SAMPLES = 100;

    private static final Set<String> WITHOUT_SYSTEM = Set.of("datagen", "print", "blackhole");

    private final Probes probes;
    private final Causes causes;

    /**
     * @param causes takes the exceptions that checks end with
     */
    public ConnectionVerifier(Probes probes, Causes causes) {
        this.probes = probes;
        this.causes = causes;
    }

    /** What there is to say about one table. */
    public List<Finding> verify(TableDeclaration table, TableUse use) {
        if (WITHOUT_SYSTEM.contains(table.connector())) {
            return List.of(finding(table, Severity.OK, "There is no system behind it.", List.of()));
        }
        Optional<ConnectorProbe> probe = probes.find(table.connector());
        return probe.isEmpty()
                ? List.of(
                        finding(
                                table,
                                Severity.SKIPPED,
                                "The connector '%s' is not one that can be asked."
                                        .formatted(table.connector()),
                                List.of()))
                : verify(table, use, probe.get());
    }

    private List<Finding> verify(TableDeclaration table, TableUse use, ConnectorProbe probe) {
        ProbeReport report;
        try {
            report = probe.probe(request(table, use));
        } catch (ValidationException e) {
            return causes.of(
                    e, List.of(finding(table, Severity.ERROR, Failures.explain(e), List.of())));
        } catch (RuntimeException | LinkageError e) {
            return causes.of(
                    e,
                    List.of(
                            finding(
                                    table,
                                    Severity.ERROR,
                                    "The check itself failed: " + Failures.explain(e),
                                    List.of("--debug shows where."))));
        }
        if (!report.passed()) {
            return List.of(failure(table, report));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(finding(table, Severity.OK, steps(report), List.of()));
        report.table().ifPresent(found -> findings.addAll(compare(table, use, found)));
        return findings;
    }

    private static ProbeRequest request(TableDeclaration table, TableUse use) {
        return new ProbeRequest(
                table.options(),
                table.table()
                        .getResolvedSchema()
                        .getPrimaryKey()
                        .map(UniqueConstraint::getColumns)
                        .orElse(List.of()),
                use.reads(),
                use.writes(),
                SAMPLES);
    }

    private static Finding failure(TableDeclaration table, ProbeReport report) {
        ProbeStep last = report.steps().get(report.steps().size() - 1);
        String what =
                switch (last.check()) {
                    case REACHABLE -> "It cannot be reached.";
                    case AUTHENTICATED -> "The login is refused.";
                    case PERMITTED -> "The login may not do what the job needs.";
                    case EXISTS -> "It is not there.";
                };
        return new Finding(
                Severity.ERROR,
                table.statement().line(),
                table.subject(),
                last.check().name().toLowerCase(Locale.ROOT),
                what,
                List.of(last.detail()));
    }

    private static List<Finding> compare(TableDeclaration table, TableUse use, FoundTable found) {
        List<String> differences =
                new SchemaDifference(found, use.reads(), use.writes())
                        .of(table.table().getResolvedSchema());
        if (differences.isEmpty()) {
            return List.of();
        }
        List<String> hints = new ArrayList<>(differences);
        hints.add("This would fit:");
        hints.add(DdlWriter.createTable(simpleName(table), found, plain(table.options())));
        return List.of(
                new Finding(
                        found.inferred() ? Severity.WARNING : Severity.ERROR,
                        table.statement().line(),
                        table.subject(),
                        "schema",
                        found.inferred()
                                ? "Its columns do not look like the entries that are there."
                                : "Its columns are not those that are there.",
                        hints));
    }

    private static String simpleName(TableDeclaration table) {
        return table.identifier().getObjectName();
    }

    /** What the found table brings itself is not taken from the declaration. */
    private static Map<String, String> plain(Map<String, String> options) {
        Map<String, String> plain = new LinkedHashMap<>();
        plain.put("connector", options.get("connector"));
        new TreeMap<>(options).forEach(plain::putIfAbsent);
        return plain;
    }

    private static String steps(ProbeReport report) {
        return String.join(
                "; ", report.steps().stream().map(ProbeStep::detail).distinct().toList());
    }

    private static Finding finding(
            TableDeclaration table, Severity severity, String message, List<String> hints) {
        return new Finding(
                severity, table.statement().line(), table.subject(), "connect", message, hints);
    }
}
