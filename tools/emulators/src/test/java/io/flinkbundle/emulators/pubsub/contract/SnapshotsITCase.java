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

package io.flinkbundle.emulators.pubsub.contract;

import io.flinkbundle.emulators.pubsub.testing.ContractTestBase;

import com.google.protobuf.FieldMask;
import com.google.protobuf.util.Timestamps;
import com.google.pubsub.v1.CreateSnapshotRequest;
import com.google.pubsub.v1.DeleteSnapshotRequest;
import com.google.pubsub.v1.GetSnapshotRequest;
import com.google.pubsub.v1.ListSnapshotsRequest;
import com.google.pubsub.v1.ListTopicSnapshotsRequest;
import com.google.pubsub.v1.SeekRequest;
import com.google.pubsub.v1.Snapshot;
import com.google.pubsub.v1.UpdateSnapshotRequest;
import io.grpc.Status.Code;
import org.junit.jupiter.api.Test;

import java.time.Duration;

import static io.flinkbundle.emulators.pubsub.testing.RawClient.PROJECT;
import static io.flinkbundle.emulators.pubsub.testing.RawClient.SUBSCRIPTION;
import static io.flinkbundle.emulators.pubsub.testing.RawClient.TOPIC;
import static io.flinkbundle.emulators.pubsub.testing.RawClient.ackIdsOf;
import static io.flinkbundle.emulators.pubsub.testing.RawClient.textsOf;
import static org.assertj.core.api.Assertions.assertThat;

class SnapshotsITCase extends ContractTestBase {

    private static final String SNAPSHOT = PROJECT + "/snapshots/saved";

    @Test
    void restoresWhatASnapshotHadAndWhatCameLater() {
        client.createTopicAndSubscription();
        publishAndAcknowledge("acknowledged");
        client.publish("waiting", "outstanding");
        client.pull(SUBSCRIPTION, 1);
        snapshot();
        client.publish("later");
        advanceSeconds(10);
        client.acknowledge(ackIdsOf(client.pull()));
        assertThat(emulator().backlog(SUBSCRIPTION).undelivered()).isZero();

        seekToSnapshot();

        assertThat(textsOf(client.pull())).containsExactly("waiting", "outstanding", "later");
    }

    @Test
    void serveOtherSubscriptionsOfTheTopicToo() {
        String other = PROJECT + "/subscriptions/other";
        client.createTopicAndSubscription();
        client.publish("a");
        snapshot();
        client.createSubscription(other, s -> s);

        client.subscriber()
                .seek(
                        SeekRequest.newBuilder()
                                .setSubscription(other)
                                .setSnapshot(SNAPSHOT)
                                .build());

        assertThat(textsOf(client.pull(other, 10))).containsExactly("a");
    }

    @Test
    void doNotServeSubscriptionsOfOtherTopics() {
        client.createTopicAndSubscription();
        snapshot();
        client.createTopic(PROJECT + "/topics/other");
        String other = PROJECT + "/subscriptions/other";
        client.createSubscription(other, s -> s.setTopic(PROJECT + "/topics/other"));

        assertRefused(
                        Code.INVALID_ARGUMENT,
                        () ->
                                client.subscriber()
                                        .seek(
                                                SeekRequest.newBuilder()
                                                        .setSubscription(other)
                                                        .setSnapshot(SNAPSHOT)
                                                        .build()))
                .hasMessageContaining(TOPIC);
    }

    @Test
    void expireSevenDaysAfterTheirOldestMessage() {
        client.createTopicAndSubscription();
        client.publish("a");
        CLOCK.advance(Duration.ofDays(2));

        Snapshot snapshot = snapshot();

        assertThat(Timestamps.toMillis(snapshot.getExpireTime()))
                .isEqualTo(CLOCK.millis() + Duration.ofDays(5).toMillis());
        CLOCK.advance(Duration.ofDays(5));
        assertRefused(Code.NOT_FOUND, this::seekToSnapshot);
    }

    @Test
    void areRefusedWhenTheyWouldExpireWithinAnHour() {
        client.createTopicAndSubscription();
        client.publish("a");
        CLOCK.advance(Duration.ofDays(7).minusMinutes(59));

        assertRefused(Code.FAILED_PRECONDITION, this::snapshot);
    }

    @Test
    void areListedChangedAndDeleted() {
        client.createTopicAndSubscription();
        Snapshot created = snapshot();

        assertThat(
                        client.subscriber()
                                .listSnapshots(
                                        ListSnapshotsRequest.newBuilder()
                                                .setProject(PROJECT)
                                                .build())
                                .getSnapshotsList())
                .containsExactly(created);
        assertThat(
                        client.publisher()
                                .listTopicSnapshots(
                                        ListTopicSnapshotsRequest.newBuilder()
                                                .setTopic(TOPIC)
                                                .build())
                                .getSnapshotsList())
                .containsExactly(SNAPSHOT);
        assertThat(label("blue").getLabelsMap()).containsEntry("colour", "blue");
        assertThat(get().getLabelsMap()).containsEntry("colour", "blue");

        client.subscriber()
                .deleteSnapshot(DeleteSnapshotRequest.newBuilder().setSnapshot(SNAPSHOT).build());

        assertRefused(Code.NOT_FOUND, this::get);
        assertRefused(Code.NOT_FOUND, this::seekToSnapshot);
    }

    @Test
    void haveANameOnce() {
        client.createTopicAndSubscription();
        snapshot();

        assertRefused(Code.ALREADY_EXISTS, this::snapshot);
    }

    private void publishAndAcknowledge(String... texts) {
        client.publish(texts);
        client.acknowledge(ackIdsOf(client.pull()));
    }

    private Snapshot snapshot() {
        return client.subscriber()
                .createSnapshot(
                        CreateSnapshotRequest.newBuilder()
                                .setName(SNAPSHOT)
                                .setSubscription(SUBSCRIPTION)
                                .build());
    }

    private void seekToSnapshot() {
        client.subscriber()
                .seek(
                        SeekRequest.newBuilder()
                                .setSubscription(SUBSCRIPTION)
                                .setSnapshot(SNAPSHOT)
                                .build());
    }

    private Snapshot get() {
        return client.subscriber()
                .getSnapshot(GetSnapshotRequest.newBuilder().setSnapshot(SNAPSHOT).build());
    }

    private Snapshot label(String colour) {
        return client.subscriber()
                .updateSnapshot(
                        UpdateSnapshotRequest.newBuilder()
                                .setSnapshot(
                                        Snapshot.newBuilder()
                                                .setName(SNAPSHOT)
                                                .putLabels("colour", colour))
                                .setUpdateMask(FieldMask.newBuilder().addPaths("labels"))
                                .build());
    }
}
