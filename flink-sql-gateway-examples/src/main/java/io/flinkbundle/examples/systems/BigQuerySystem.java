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

package io.flinkbundle.examples.systems;

import io.flinkbundle.emulators.bigquery.BigQueryEmulator;
import io.flinkbundle.emulators.bigquery.call.Operation;
import io.flinkbundle.emulators.bigquery.call.RecordedCall;
import io.flinkbundle.examples.ResultTable;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * BigQuery for scripts: the emulator. {@code --! bigquery writes TABLE} tells from its own record
 * of calls how rows came into a table.
 */
final class BigQuerySystem implements ExternalSystem {

    private final BigQueryEmulator emulator = BigQueryEmulator.builder().start();

    @Override
    public String address() {
        return emulator.restUrl() + ", " + emulator.grpcEndpoint();
    }

    @Override
    public Map<String, String> values() {
        String connection =
                ("'credentials.type' = 'none', 'endpoint.plaintext' = 'true', 'endpoint.rest' = '%s',"
                                + " 'endpoint.grpc' = '%s', 'endpoint.storage' = '%s'")
                        .formatted(emulator.restUrl(), emulator.grpcEndpoint(), emulator.restUrl());
        return Map.of("BIGQUERY_PROJECT", "examples", "BIGQUERY_CONNECTION", connection);
    }

    @Override
    public Optional<ResultTable> perform(String instruction) throws InterruptedException {
        if (!instruction.equals("writes")) {
            return ExternalSystem.super.perform(instruction);
        }
        long loads =
                accepted(Operation.JOBS_INSERT)
                        .filter(call -> call.detail().startsWith("load "))
                        .count();
        long rows = accepted(Operation.APPEND_ROWS).mapToLong(RecordedCall::items).sum();
        emulator.calls().clear();
        return Optional.of(
                new ResultTable(
                        List.of("load jobs", "rows appended"),
                        List.of(List.of(Long.toString(loads), Long.toString(rows)))));
    }

    private Stream<RecordedCall> accepted(Operation operation) {
        return emulator.calls().calls(operation).stream().filter(call -> call.error().isEmpty());
    }

    @Override
    public void close() {
        emulator.close();
    }
}
