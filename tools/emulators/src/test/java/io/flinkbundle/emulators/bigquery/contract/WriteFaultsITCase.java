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

package io.flinkbundle.emulators.bigquery.contract;

import io.flinkbundle.emulators.bigquery.call.Operation;
import io.flinkbundle.emulators.bigquery.fault.PlacedFault;
import io.flinkbundle.emulators.bigquery.testing.WriteTestBase;

import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.storage.v1.StreamWriter;
import com.google.cloud.bigquery.storage.v1.TableSchema;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import io.grpc.Status;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WriteFaultsITCase extends WriteTestBase {

    private TableSchema schema;

    @BeforeEach
    void createTable() {
        createNumbers(TABLE);
        schema = schema(TABLE);
    }

    @Test
    void anAppendThatFailsAfterItsEffectIsThereAlreadyWhenItIsSentAgain() throws Exception {
        WriteStream stream = stream(TABLE, WriteStream.Type.COMMITTED);
        PlacedFault fault =
                emulator.faults()
                        .on(Operation.APPEND_ROWS)
                        .call(2)
                        .failAfterwards(Status.UNAVAILABLE);
        try (StreamWriter writer = writer(stream.getName(), schema)) {
            await(writer.append(numbers(schema, 1), 0));
            assertThatThrownBy(() -> await(writer.append(numbers(schema, 2), 1)))
                    .hasMessageContaining("ALREADY_EXISTS");
        }
        assertThat(fault.occurrences()).isEqualTo(1);
        assertThat(rows(TABLE)).containsExactly(List.of("1"), List.of("2"));
    }

    @Test
    void aConnectionThatBreaksIsMadeAnew() throws Exception {
        WriteStream stream = stream(TABLE, WriteStream.Type.COMMITTED);
        PlacedFault fault = emulator.faults().on(Operation.APPEND_ROWS).call(2).dropConnection();
        try (StreamWriter writer = writer(stream.getName(), schema)) {
            await(writer.append(numbers(schema, 1), 0));
            await(writer.append(numbers(schema, 2), 1));
        }
        assertThat(fault.occurrences()).isEqualTo(1);
        assertThat(rows(TABLE)).containsExactly(List.of("1"), List.of("2"));
    }

    @Test
    void anAppendIsRefusedInsideOfItsStream() throws Exception {
        emulator.faults().on(Operation.APPEND_ROWS).refuseAppend(Status.PERMISSION_DENIED);
        try (StreamWriter writer = writer(path(TABLE) + "/streams/_default", schema)) {
            assertThatThrownBy(() -> await(writer.append(numbers(schema, 1))))
                    .hasMessageContaining("PERMISSION_DENIED");
        }
        assertThat(rows(TABLE)).isEmpty();
    }

    @Test
    void aFlushThatFailsAfterItsEffectCanBeRepeated() throws Exception {
        WriteStream stream = stream(TABLE, WriteStream.Type.BUFFERED);
        try (StreamWriter writer = writer(stream.getName(), schema)) {
            await(writer.append(numbers(schema, 1), 0));
        }
        emulator.faults().on(Operation.FLUSH_ROWS).failAfterwards(Status.INTERNAL);

        assertThatThrownBy(() -> flush(stream.getName(), 0)).hasMessageContaining("INTERNAL");
        flush(stream.getName(), 0);

        assertThat(rows(TABLE)).containsExactly(List.of("1"));
    }

    @Test
    void aDelayedAppendComesLaterAndInOrder() throws Exception {
        WriteStream stream = stream(TABLE, WriteStream.Type.COMMITTED);
        PlacedFault fault =
                emulator.faults().on(Operation.APPEND_ROWS).delay(Duration.ofMillis(100));
        try (StreamWriter writer = writer(stream.getName(), schema)) {
            writer.append(numbers(schema, 1), 0);
            await(writer.append(numbers(schema, 2), 1));
        }
        assertThat(fault.occurrences()).isEqualTo(1);
        assertThat(rows(TABLE)).containsExactly(List.of("1"), List.of("2"));
    }

    @Test
    void aServerThatIsAwayForAWhileHasForgottenNothing() throws Exception {
        WriteStream stream = stream(TABLE, WriteStream.Type.BUFFERED);
        try (StreamWriter writer = writer(stream.getName(), schema)) {
            await(writer.append(numbers(schema, 1), 0));
        }
        emulator.stopListening();
        emulator.resumeListening();
        bigQuery = client(emulator);

        flush(stream.getName(), 0);

        assertThat(rows(TABLE)).containsExactly(List.of("1"));
    }

    @Test
    void restCallsFailAsTheScriptSays() {
        emulator.faults().on(Operation.TABLES_GET).fail(403, "accessDenied");

        assertThatThrownBy(() -> bigQuery.getTable(TableId.of(DATASET, TABLE)))
                .isInstanceOfSatisfying(
                        BigQueryException.class,
                        e -> assertThat(e.getReason()).isEqualTo("accessDenied"));
        assertThat(bigQuery.getTable(TableId.of(DATASET, TABLE))).isNotNull();
    }

    @Test
    void aQuotaThatIsExceededRefillsLater() throws Exception {
        PlacedFault fault =
                emulator.faults()
                        .on(Operation.FLUSH_ROWS)
                        .times(2)
                        .fail(Status.RESOURCE_EXHAUSTED.withDescription("Quota exceeded"));
        WriteStream stream = stream(TABLE, WriteStream.Type.BUFFERED);
        try (StreamWriter writer = writer(stream.getName(), schema)) {
            await(writer.append(numbers(schema, 1), 0));
        }

        flush(stream.getName(), 0);

        assertThat(fault.occurrences()).isEqualTo(2);
        assertThat(rows(TABLE)).containsExactly(List.of("1"));
    }
}
