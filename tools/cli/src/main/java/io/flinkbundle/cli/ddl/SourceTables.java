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

package io.flinkbundle.cli.ddl;

import io.flinkbundle.cli.CommandFailedException;
import io.flinkbundle.cli.Failures;
import io.flinkbundle.cli.connect.Probes;
import io.flinkbundle.connector.common.probe.ConnectorProbe;
import io.flinkbundle.connector.common.probe.ProbeReport;
import io.flinkbundle.connector.common.probe.ProbeRequest;
import io.flinkbundle.connector.common.probe.ProbeStep;

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes CREATE TABLE statements of what a system has. */
@Internal
public final class SourceTables {

    private final Probes probes;
    private final int samples;

    /**
     * @param samples entries or messages to look at where a system has no schema
     */
    public SourceTables(Probes probes, int samples) {
        this.probes = probes;
        this.samples = samples;
    }

    /** The statements for a place: one, or one for each target that is there. */
    public List<String> at(Location location, Map<String, String> more) {
        Map<String, String> options = new LinkedHashMap<>(location.options());
        options.putAll(more);
        ConnectorProbe probe = probe(location.connector());
        if (!location.target().isEmpty()) {
            return List.of(statement(probe, options, location.target()));
        }
        List<String> statements = new ArrayList<>();
        for (String target : targets(probe, options)) {
            statements.add(statement(probe, options, target));
        }
        return statements;
    }

    private ConnectorProbe probe(String connector) {
        return probes.find(connector)
                .orElseThrow(
                        () ->
                                CommandFailedException.usage(
                                        "The connector '%s' cannot be asked."
                                                .formatted(connector)));
    }

    private List<String> targets(ConnectorProbe probe, Map<String, String> options) {
        try {
            List<String> targets = probe.targets(request(options));
            if (targets.isEmpty()) {
                throw CommandFailedException.failed("Nothing is there.");
            }
            return targets;
        } catch (IOException e) {
            throw CommandFailedException.failed(Failures.explain(e), e);
        }
    }

    private String statement(ConnectorProbe probe, Map<String, String> options, String target) {
        Map<String, String> all = new LinkedHashMap<>(options);
        all.put(isSubscription(options) ? "subscription" : probe.targetOption(), target);
        ProbeReport report = probe.probe(request(all));
        if (!report.passed() && isRedisStream(options)) {
            return hash(options, target, report);
        }
        return statement(report, all, target);
    }

    /** A key that is no stream is a prefix of keys that hold rows. */
    private String hash(Map<String, String> options, String prefix, ProbeReport stream) {
        Map<String, String> all = new LinkedHashMap<>(options);
        all.put("connector", "redis");
        all.put("key.prefix", prefix);
        ProbeReport report = probe("redis").probe(request(all));
        return report.passed() && report.table().isPresent()
                ? statement(report, all, prefix.replaceAll("\\W+$", ""))
                : statement(stream, options, prefix);
    }

    private static String statement(
            ProbeReport report, Map<String, String> options, String target) {
        ProbeStep last = report.steps().get(report.steps().size() - 1);
        if (!report.passed()) {
            throw CommandFailedException.failed(last.detail());
        }
        return DdlWriter.createTable(
                target,
                report.table()
                        .orElseThrow(
                                () ->
                                        CommandFailedException.failed(
                                                "'%s' is there, and empty: there is nothing to see its columns from."
                                                        .formatted(target))),
                options);
    }

    private static boolean isSubscription(Map<String, String> options) {
        return "pubsub".equals(options.get("connector"));
    }

    private static boolean isRedisStream(Map<String, String> options) {
        return "redis-streams".equals(options.get("connector"));
    }

    private ProbeRequest request(Map<String, String> options) {
        return new ProbeRequest(options, List.of(), true, false, samples);
    }
}
