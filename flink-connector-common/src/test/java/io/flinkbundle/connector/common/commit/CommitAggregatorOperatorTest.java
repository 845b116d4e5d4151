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

package io.flinkbundle.connector.common.commit;

import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableSummary;
import org.apache.flink.streaming.api.connector.sink2.CommittableWithLineage;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CommitAggregatorOperatorTest {

    @Test
    void releasesOneCommittableForAllWritersAtACheckpoint() throws Exception {
        try (var harness = open(CommitTiming.EVERY_CHECKPOINT)) {
            send(harness, 0, 1, "a", "b");
            send(harness, 1, 1, "c");

            harness.prepareSnapshotPreBarrier(1);

            assertThat(released(harness)).containsExactly("1:a,b,c");
            assertThat(summaries(harness))
                    .singleElement()
                    .satisfies(
                            summary -> {
                                assertThat(summary.getNumberOfSubtasks()).isEqualTo(1);
                                assertThat(summary.getNumberOfCommittables()).isEqualTo(1);
                                assertThat(summary.getCheckpointId()).isEqualTo(1);
                            });
        }
    }

    @Test
    void releasesNothingForACheckpointWithoutResults() throws Exception {
        try (var harness = open(CommitTiming.EVERY_CHECKPOINT)) {
            send(harness, 0, 1);

            harness.prepareSnapshotPreBarrier(1);

            assertThat(harness.extractOutputValues()).isEmpty();
        }
    }

    @Test
    void takesTheResultsOfAWriterThatHasEndedWithTheCheckpointOfTheOthers() throws Exception {
        try (var harness = open(CommitTiming.EVERY_CHECKPOINT)) {
            send(harness, 0, 3, "last of 0");
            send(harness, 1, 3, "a");
            harness.prepareSnapshotPreBarrier(3);
            send(harness, 1, 4, "b");
            harness.prepareSnapshotPreBarrier(4);

            assertThat(released(harness)).containsExactly("3:last of 0,a", "4:b");
        }
    }

    @Test
    void releasesTheRestAtTheEndOfInput() throws Exception {
        try (var harness = open(CommitTiming.EVERY_CHECKPOINT)) {
            send(harness, 0, 1, "a");
            harness.prepareSnapshotPreBarrier(1);
            send(harness, 0, 2, "b");
            harness.endInput();

            assertThat(released(harness)).containsExactly("1:a", "2:b");
        }
    }

    @Test
    void holdsEverythingUntilTheEndOfInput() throws Exception {
        try (var harness = open(CommitTiming.END_OF_INPUT)) {
            send(harness, 0, 1, "a");
            harness.prepareSnapshotPreBarrier(1);
            send(harness, 0, 2, "b");
            harness.prepareSnapshotPreBarrier(2);
            assertThat(harness.extractOutputValues()).isEmpty();

            send(harness, 0, 3, "c");
            harness.endInput();

            assertThat(released(harness)).containsExactly("3:a,b,c");
        }
    }

    @Test
    void keepsWhatItHoldsInItsState() throws Exception {
        OperatorSubtaskState state = stateWithHeldResult();
        try (var harness = create(CommitTiming.END_OF_INPUT)) {
            harness.setRestoredCheckpointId(1);
            harness.initializeState(state);
            harness.open();
            send(harness, 0, 2, "b");
            harness.endInput();

            assertThat(released(harness)).containsExactly("2:a,b");
        }
    }

    @Test
    void refusesToForgetHeldResultsWhenTheInputIsUnboundedNow() throws Exception {
        OperatorSubtaskState state = stateWithHeldResult();
        try (var harness = create(CommitTiming.EVERY_CHECKPOINT)) {
            assertThatThrownBy(() -> harness.initializeState(state))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("'sink.write-mode' = 'batch'");
        }
    }

    private static OperatorSubtaskState stateWithHeldResult() throws Exception {
        try (var harness = open(CommitTiming.END_OF_INPUT)) {
            send(harness, 0, 1, "a");
            harness.prepareSnapshotPreBarrier(1);
            return harness.snapshot(1, 1);
        }
    }

    private static OneInputStreamOperatorTestHarness<
                    CommittableMessage<String>, CommittableMessage<String>>
            open(CommitTiming timing) throws Exception {
        var harness = create(timing);
        harness.open();
        return harness;
    }

    private static OneInputStreamOperatorTestHarness<
                    CommittableMessage<String>, CommittableMessage<String>>
            create(CommitTiming timing) throws Exception {
        return new OneInputStreamOperatorTestHarness<>(
                new CommitAggregatorOperator<>(
                        TextSerializer::new,
                        (checkpointId, results) -> checkpointId + ":" + String.join(",", results),
                        timing));
    }

    private static void send(
            OneInputStreamOperatorTestHarness<
                            CommittableMessage<String>, CommittableMessage<String>>
                    harness,
            int subtask,
            long checkpointId,
            String... results)
            throws Exception {
        harness.processElement(
                new StreamRecord<>(
                        new CommittableSummary<>(subtask, 2, checkpointId, results.length, 0)));
        for (String result : results) {
            harness.processElement(
                    new StreamRecord<>(
                            new CommittableWithLineage<>(result, checkpointId, subtask)));
        }
    }

    private static List<String> released(
            OneInputStreamOperatorTestHarness<?, CommittableMessage<String>> harness) {
        return harness.extractOutputValues().stream()
                .filter(CommittableWithLineage.class::isInstance)
                .map(message -> ((CommittableWithLineage<String>) message).getCommittable())
                .toList();
    }

    private static List<CommittableSummary<String>> summaries(
            OneInputStreamOperatorTestHarness<?, CommittableMessage<String>> harness) {
        return harness.extractOutputValues().stream()
                .filter(CommittableSummary.class::isInstance)
                .map(message -> (CommittableSummary<String>) message)
                .toList();
    }

    static final class TextSerializer implements SimpleVersionedSerializer<String> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String deserialize(int version, byte[] serialized) {
            return new String(serialized, StandardCharsets.UTF_8);
        }
    }
}
