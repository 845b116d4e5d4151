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
import io.flinkbundle.emulators.bigquery.call.RecordedCall;
import io.flinkbundle.emulators.bigquery.testing.WriteTestBase;

import com.google.api.gax.rpc.InvalidArgumentException;
import com.google.api.gax.rpc.NotFoundException;
import com.google.api.gax.rpc.OutOfRangeException;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.Exceptions;
import com.google.cloud.bigquery.storage.v1.StorageError;
import com.google.cloud.bigquery.storage.v1.StorageError.StorageErrorCode;
import com.google.cloud.bigquery.storage.v1.StreamWriter;
import com.google.cloud.bigquery.storage.v1.TableSchema;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WriteStreamsITCase extends WriteTestBase {

    private TableSchema schema;

    @BeforeEach
    void createTable() {
        createNumbers(TABLE);
        schema = schema(TABLE);
    }

    @Test
    void theDefaultStreamShowsRowsAtOnce() throws Exception {
        try (StreamWriter writer = writer(path(TABLE) + "/streams/_default", schema)) {
            AppendRowsResponse response = await(writer.append(numbers(schema, 1, 2)));

            assertThat(response.getAppendResult().hasOffset()).isFalse();
        }

        assertThat(rows(TABLE)).containsExactly(List.of("1"), List.of("2"));
        assertThat(emulator.calls().calls(Operation.APPEND_ROWS))
                .singleElement()
                .extracting(RecordedCall::items)
                .isEqualTo(2L);
    }

    @Test
    void aCommittedStreamKeepsTheOrderOfOffsets() throws Exception {
        WriteStream stream = stream(TABLE, WriteStream.Type.COMMITTED);
        try (StreamWriter writer = writer(stream.getName(), schema)) {
            assertThat(
                            await(writer.append(numbers(schema, 1, 2), 0))
                                    .getAppendResult()
                                    .getOffset()
                                    .getValue())
                    .isZero();
            assertThat(
                            await(writer.append(numbers(schema, 3)))
                                    .getAppendResult()
                                    .getOffset()
                                    .getValue())
                    .isEqualTo(2);
            assertThatThrownBy(() -> await(writer.append(numbers(schema, 9), 1)))
                    .cause()
                    .isInstanceOfSatisfying(
                            Exceptions.OffsetAlreadyExists.class,
                            e -> assertThat(e.getExpectedOffset()).isEqualTo(3));
        }
        try (StreamWriter writer = writer(stream.getName(), schema)) {
            assertThatThrownBy(() -> await(writer.append(numbers(schema, 9), 7)))
                    .cause()
                    .isInstanceOf(Exceptions.OffsetOutOfRange.class);
        }

        assertThat(rows(TABLE)).containsExactly(List.of("1"), List.of("2"), List.of("3"));
    }

    @Test
    void aBufferedStreamShowsWhatIsFlushed() throws Exception {
        WriteStream stream = stream(TABLE, WriteStream.Type.BUFFERED);
        try (StreamWriter writer = writer(stream.getName(), schema)) {
            await(writer.append(numbers(schema, 1, 2, 3), 0));
            assertThat(rows(TABLE)).isEmpty();

            assertThat(flush(stream.getName(), 1)).isEqualTo(1);
            assertThat(rows(TABLE)).containsExactly(List.of("1"), List.of("2"));

            flush(stream.getName(), 1);
            assertThat(rows(TABLE)).hasSize(2);

            await(writer.append(numbers(schema, 4), 3));
            flush(stream.getName(), 3);
            assertThat(rows(TABLE)).hasSize(4);
            assertThatThrownBy(() -> flush(stream.getName(), 4))
                    .isInstanceOf(OutOfRangeException.class);
        }
    }

    @Test
    void aFinalizedStreamTakesNoRowsAndFlushesNothing() throws Exception {
        WriteStream stream = stream(TABLE, WriteStream.Type.BUFFERED);
        assertThat(emulator.openWriteStreams()).containsExactly(stream.getName());
        try (StreamWriter writer = writer(stream.getName(), schema)) {
            await(writer.append(numbers(schema, 1), 0));
            flush(stream.getName(), 0);
            assertThat(writes.finalizeWriteStream(stream.getName()).getRowCount()).isEqualTo(1);

            assertThatThrownBy(() -> await(writer.append(numbers(schema, 2), 1)))
                    .cause()
                    .isInstanceOf(Exceptions.StreamFinalizedException.class);
        }
        assertThatThrownBy(() -> flush(stream.getName(), 0))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("has been finalized");
        assertThat(emulator.openWriteStreams()).isEmpty();
    }

    @Test
    void pendingStreamsAreCommittedTogetherAndOnce() throws Exception {
        WriteStream one = stream(TABLE, WriteStream.Type.PENDING);
        WriteStream two = stream(TABLE, WriteStream.Type.PENDING);
        try (StreamWriter first = writer(one.getName(), schema);
                StreamWriter second = writer(two.getName(), schema)) {
            await(first.append(numbers(schema, 1, 2), 0));
            await(second.append(numbers(schema, 3), 0));
        }
        writes.finalizeWriteStream(one.getName());

        assertThat(commit(TABLE, one.getName(), two.getName()).getStreamErrorsList())
                .extracting(StorageError::getCode)
                .containsExactly(StorageErrorCode.INVALID_STREAM_STATE);
        assertThat(rows(TABLE)).isEmpty();

        writes.finalizeWriteStream(two.getName());
        assertThat(commit(TABLE, one.getName(), two.getName()).hasCommitTime()).isTrue();
        assertThat(rows(TABLE)).containsExactly(List.of("1"), List.of("2"), List.of("3"));

        assertThat(commit(TABLE, one.getName()).getStreamErrorsList())
                .extracting(StorageError::getCode)
                .containsExactly(StorageErrorCode.STREAM_ALREADY_COMMITTED);
        assertThat(rows(TABLE)).hasSize(3);
    }

    @Test
    void aStreamThatIsGoneIsNotFound() throws Exception {
        WriteStream stream = stream(TABLE, WriteStream.Type.BUFFERED);
        emulator.expireWriteStream(stream.getName());

        assertThatThrownBy(() -> flush(stream.getName(), 0)).isInstanceOf(NotFoundException.class);
        try (StreamWriter writer = writer(stream.getName(), schema)) {
            assertThatThrownBy(() -> await(writer.append(numbers(schema, 1), 0)))
                    .cause()
                    .isInstanceOf(Exceptions.StreamNotFound.class);
        }
    }

    @Test
    void aTableThatIsNotThereHasNoStreams() {
        assertThatThrownBy(() -> stream("nothing", WriteStream.Type.PENDING))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void oneConnectionServesSeveralTables() throws Exception {
        createNumbers("u");
        int rounds = 20;
        try (StreamWriter first = pooled(TABLE);
                StreamWriter second = pooled("u")) {
            for (int i = 0; i < rounds; i++) {
                first.append(numbers(schema, i));
                await(second.append(numbers(schema, i)));
            }
            await(first.append(numbers(schema, rounds)));
        }

        assertThat(rows(TABLE)).hasSize(rounds + 1);
        assertThat(rows("u")).hasSize(rounds);
    }

    private StreamWriter pooled(String table) throws Exception {
        return StreamWriter.newBuilder(path(table) + "/streams/_default", writes)
                .setWriterSchema(proto(descriptor(schema)))
                .setEnableConnectionPool(true)
                .setLocation(emulator.location())
                .setMaxRetryDuration(Duration.ofSeconds(5))
                .build();
    }
}
