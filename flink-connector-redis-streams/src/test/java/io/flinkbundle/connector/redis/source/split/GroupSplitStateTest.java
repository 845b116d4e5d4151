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

package io.flinkbundle.connector.redis.source.split;

import io.flinkbundle.connector.redis.client.EntryIds;
import io.flinkbundle.connector.redis.client.StreamEntry;
import io.flinkbundle.connector.redis.client.StreamId;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.HexFormat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GroupSplitStateTest {

    private static final GroupSplit SPLIT =
            new GroupSplit("s", 3, EntryIds.of(new StreamId(1, 2)), true);

    private static final String SPLIT_V1 =
            "00000001"
                    + "73"
                    + "0000000000000003"
                    + "01"
                    + "00000001"
                    + "0000000000000001"
                    + "0000000000000002";

    private final GroupSplitState state =
            new GroupSplitState(new GroupSplit("s", 3, new EntryIds(), false));

    @Test
    void keepsWhatWasEmittedUntilItsCheckpointIsComplete() {
        emit(1);
        state.mark(1);
        emit(2);
        state.mark(2);
        emit(3);

        assertThat(state.takeUpTo(1)).isEqualTo(ids(1));
        assertThat(state.toSplit()).isEqualTo(new GroupSplit("s", 3, ids(2, 3), true));
        assertThat(state.takeUpTo(2)).isEqualTo(ids(2));
        assertThat(state.takeUpTo(2)).isEqualTo(new EntryIds());
    }

    @Test
    void takesWithACheckpointWhatEarlierOnesHaveMissed() {
        emit(1);
        state.mark(1);
        emit(2);
        state.mark(2);

        assertThat(state.takeUpTo(2)).isEqualTo(ids(1, 2));
        assertThat(state.takeUpTo(1)).isEqualTo(new EntryIds());
    }

    @Test
    void isOverWhenItHasEndedAndAllIsTaken() {
        emit(1);
        state.end();
        assertThat(state.isOver()).isFalse();

        state.mark(1);
        state.takeUpTo(1);

        assertThat(state.isOver()).isTrue();
    }

    @Test
    void keepsManyIds() {
        for (int i = 0; i < 1000; i++) {
            emit(i);
        }
        state.mark(1);

        EntryIds taken = state.takeUpTo(1);

        assertThat(taken.size()).isEqualTo(1000);
        assertThat(taken.get(999)).isEqualTo(new StreamId(999, 0));
    }

    @Test
    void isWrittenInVersionOne() throws IOException {
        assertThat(GroupSplitSerializer.INSTANCE.getVersion()).isEqualTo(1);
        assertThat(HexFormat.of().formatHex(GroupSplitSerializer.INSTANCE.serialize(SPLIT)))
                .isEqualTo(SPLIT_V1);
    }

    @Test
    void isReadInVersionOneAndNoOther() throws IOException {
        assertThat(GroupSplitSerializer.INSTANCE.deserialize(1, HexFormat.of().parseHex(SPLIT_V1)))
                .isEqualTo(SPLIT);
        assertThatThrownBy(() -> GroupSplitSerializer.INSTANCE.deserialize(2, new byte[0]))
                .hasMessageContaining("version 2");
    }

    private void emit(long millis) {
        state.advanceTo(StreamEntry.of("s", new StreamId(millis, 0)));
    }

    private static EntryIds ids(long... millis) {
        EntryIds ids = new EntryIds();
        for (long each : millis) {
            ids.add(each, 0);
        }
        return ids;
    }
}
