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

package io.flinkbundle.connector.redis.sink.committer;

import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableSummary;
import org.apache.flink.streaming.api.connector.sink2.CommittableWithLineage;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

class ManifestOperatorTest {

    private static final String PREFIX = "sink_";

    @TempDir private Path folder;

    private final JobID job = new JobID();

    @Test
    void handsOnWhatAllWritersHaveStaged() throws Exception {
        StagedEntries first = staged();
        StagedEntries second = staged();

        List<CommittableMessage<StagedEntries>> emitted = run(job, first, second);

        assertThat(emitted.get(0)).isInstanceOf(CommittableSummary.class);
        assertThat(committables(emitted)).containsExactly(first, second);
    }

    @Test
    void staysWithTheFirstAttemptOfAJobAndRemovesWhatTheNextHasStaged() throws Exception {
        StagedEntries first = staged();
        run(job, first);
        StagedEntries again = staged();

        assertThat(committables(run(job, again))).containsExactly(first);
        assertThat(file(first)).exists();
        assertThat(file(again)).doesNotExist();
    }

    @Test
    void takesAnotherJobForWhatItIs() throws Exception {
        run(job, staged());
        StagedEntries other = staged();

        assertThat(committables(run(new JobID(), other))).containsExactly(other);
    }

    @Test
    void fixesAnEmptyListToo() throws Exception {
        run(job);

        assertThat(committables(run(job, staged()))).isEmpty();
    }

    private List<CommittableMessage<StagedEntries>> run(JobID jobId, StagedEntries... staged)
            throws Exception {
        try (MockEnvironment environment = new MockEnvironmentBuilder().setJobID(jobId).build();
                OneInputStreamOperatorTestHarness<
                                CommittableMessage<StagedEntries>,
                                CommittableMessage<StagedEntries>>
                        harness =
                                new OneInputStreamOperatorTestHarness<>(
                                        new ManifestOperator(folder.toUri().toString(), PREFIX),
                                        environment)) {
            harness.open();
            for (StagedEntries each : staged) {
                harness.processElement(
                        new StreamRecord<>(new CommittableWithLineage<>(each, 1, 0)));
            }
            harness.endInput();
            return new ArrayList<>(harness.extractOutputValues());
        }
    }

    private static List<StagedEntries> committables(
            List<CommittableMessage<StagedEntries>> messages) {
        List<StagedEntries> committables = new ArrayList<>();
        for (CommittableMessage<StagedEntries> message : messages) {
            if (message instanceof CommittableWithLineage<StagedEntries> committable) {
                committables.add(committable.getCommittable());
            }
        }
        return committables;
    }

    private StagedEntries staged() throws Exception {
        Path file = Files.createFile(folder.resolve(PREFIX + UUID.randomUUID() + ".entries"));
        return new StagedEntries(
                UUID.randomUUID(),
                1,
                "s",
                false,
                List.of(new StagedEntries.Chunk(1, 10)),
                new EntriesPayload.Spilled(file.toUri().toString()));
    }

    private static Path file(StagedEntries staged) {
        return Path.of(URI.create(((EntriesPayload.Spilled) staged.payload()).path()));
    }
}
