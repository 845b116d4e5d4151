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

package io.flinkbundle.connector.redis.source.reader;

import io.flinkbundle.connector.redis.client.StreamId;
import io.flinkbundle.connector.redis.client.StreamInfo;
import io.flinkbundle.connector.redis.source.split.RedisStreamsSplit;

import org.junit.jupiter.api.Test;

import java.util.Optional;
import java.util.OptionalLong;

import static org.assertj.core.api.Assertions.assertThat;

class SplitCursorTest {

    @Test
    void countsTheBacklogFromThePosition() {
        SplitCursor cursor = cursor(new StreamId(5, 0), OptionalLong.of(40));

        assertThat(cursor.backlog(info(30, 9, OptionalLong.of(60)))).isEqualTo(20);
    }

    @Test
    void doesNotCountEntriesThatWereTrimmedUnread() {
        SplitCursor cursor = cursor(new StreamId(5, 0), OptionalLong.of(40));

        assertThat(cursor.backlog(info(3, 9, OptionalLong.of(60)))).isEqualTo(3);
    }

    @Test
    void takesTheLengthWhereThePositionIsNotKnown() {
        SplitCursor cursor = cursor(new StreamId(5, 0), OptionalLong.empty());

        assertThat(cursor.backlog(info(30, 9, OptionalLong.of(60)))).isEqualTo(30);
    }

    @Test
    void knowsThePositionOnceItHasCaughtUp() {
        SplitCursor cursor = cursor(new StreamId(5, 0), OptionalLong.empty());

        cursor.compareWith(info(30, 5, OptionalLong.of(60)));
        assertThat(cursor.backlog(info(32, 9, OptionalLong.of(62)))).isEqualTo(2);
    }

    @Test
    void doesNotCountEntriesBehindTheStop() {
        SplitCursor cursor =
                new SplitCursor(
                        new RedisStreamsSplit(
                                "s",
                                new StreamId(5, 0),
                                Optional.of(new StreamId(9, 0)),
                                OptionalLong.of(40)));
        cursor.backlog(info(30, 9, OptionalLong.of(60)));

        assertThat(cursor.backlog(info(80, 99, OptionalLong.of(110)))).isEqualTo(20);
    }

    @Test
    void noticesThatTrimmingHasOvertakenItAndHowFar() {
        SplitCursor cursor = cursor(new StreamId(5, 0), OptionalLong.of(40));

        assertThat(cursor.compareWith(info(15, 9, OptionalLong.of(60))))
                .hasValueSatisfying(
                        loss -> {
                            assertThat(loss.kind()).isEqualTo(DataLoss.Kind.ENTRIES_REMOVED);
                            assertThat(loss.count()).hasValue(5);
                        });
        assertThat(cursor.compareWith(info(15, 9, OptionalLong.of(60)))).isEmpty();
    }

    @Test
    void isContentWithTrimmingBehindIt() {
        SplitCursor cursor = cursor(new StreamId(5, 0), OptionalLong.of(40));

        assertThat(cursor.compareWith(info(20, 9, OptionalLong.of(60)))).isEmpty();
    }

    @Test
    void noticesEntriesThatWereDeletedUnreadOnceItHasCaughtUp() {
        SplitCursor cursor = cursor(new StreamId(9, 0), OptionalLong.of(57));

        assertThat(cursor.compareWith(info(30, 9, OptionalLong.of(60))))
                .hasValueSatisfying(loss -> assertThat(loss.count()).hasValue(3));
        assertThat(cursor.compareWith(info(30, 9, OptionalLong.of(60)))).isEmpty();
    }

    @Test
    void noticesAStreamThatWasMadeAnewAndHasFewerEntries() {
        SplitCursor cursor = cursor(new StreamId(5, 0), OptionalLong.of(40));

        assertThat(cursor.compareWith(info(3, 4, OptionalLong.of(3))))
                .hasValueSatisfying(
                        loss -> assertThat(loss.kind()).isEqualTo(DataLoss.Kind.STREAM_MADE_ANEW));
        assertThat(cursor.position().after()).isEqualTo(new StreamId(4, 0));
    }

    @Test
    void noticesAStreamThatWasMadeAnewAndHasMoreEntries() {
        SplitCursor cursor = cursor(new StreamId(5, 0), OptionalLong.of(40));
        StreamInfo anew =
                new StreamInfo(
                        true, 50, new StreamId(6, 0), new StreamId(99, 0), OptionalLong.of(50));

        assertThat(cursor.compareWith(anew))
                .hasValueSatisfying(
                        loss -> assertThat(loss.kind()).isEqualTo(DataLoss.Kind.STREAM_MADE_ANEW));
        assertThat(cursor.position().after()).isEqualTo(new StreamId(5, 0));
        assertThat(cursor.backlog(anew)).isEqualTo(50);
    }

    @Test
    void noticesAStreamThatIsGone() {
        SplitCursor cursor = cursor(new StreamId(5, 0), OptionalLong.of(40));

        assertThat(cursor.compareWith(StreamInfo.MISSING))
                .hasValueSatisfying(
                        loss -> assertThat(loss.kind()).isEqualTo(DataLoss.Kind.STREAM_REMOVED));
        assertThat(cursor.compareWith(StreamInfo.MISSING)).isEmpty();
        assertThat(cursor.position().after()).isEqualTo(StreamId.ZERO);
    }

    @Test
    void hasLostNothingOfAStreamThatNeverExisted() {
        assertThat(cursor(new StreamId(5, 0), OptionalLong.of(0)).compareWith(StreamInfo.MISSING))
                .isEmpty();
        assertThat(cursor(StreamId.ZERO, OptionalLong.empty()).compareWith(StreamInfo.MISSING))
                .isEmpty();
    }

    @Test
    void beginsWithWhatIsThereWhenItBeginsAtTheBeginning() {
        SplitCursor cursor = cursor(StreamId.ZERO, OptionalLong.empty());

        assertThat(cursor.compareWith(info(15, 9, OptionalLong.of(60)))).isEmpty();
        assertThat(cursor.backlog(info(15, 9, OptionalLong.of(60)))).isEqualTo(15);
    }

    @Test
    void cannotRuleALossOutWhereTheServerDoesNotCount() {
        SplitCursor cursor = cursor(new StreamId(5, 0), OptionalLong.empty());
        StreamInfo later =
                new StreamInfo(
                        true, 3, new StreamId(7, 0), new StreamId(9, 0), OptionalLong.empty());

        assertThat(cursor.compareWith(later))
                .hasValueSatisfying(
                        loss ->
                                assertThat(loss.kind())
                                        .isEqualTo(DataLoss.Kind.ENTRIES_MAY_BE_REMOVED));
        assertThat(cursor.compareWith(later)).isEmpty();
    }

    @Test
    void seesThatNothingIsMissingWhileTheLastEntryItReadIsThere() {
        SplitCursor cursor = cursor(new StreamId(5, 0), OptionalLong.empty());

        assertThat(cursor.compareWith(info(3, 9, OptionalLong.empty()))).isEmpty();
    }

    @Test
    void passesTheStopByIdOrByTime() {
        StreamId stop = new StreamId(100, 0);

        assertThat(passed(stop, info(1, 99, OptionalLong.empty()), 100)).isFalse();
        assertThat(passed(stop, info(1, 100, OptionalLong.empty()), 50)).isTrue();
        assertThat(passed(stop, info(1, 99, OptionalLong.empty()), 101)).isTrue();
    }

    @Test
    void waitsForAStreamThatMayBeCreatedBeforeTheStop() {
        StreamId stop = StreamId.justBefore(100);

        assertThat(passed(stop, StreamInfo.MISSING, 99)).isFalse();
        assertThat(passed(stop, StreamInfo.MISSING, 100)).isTrue();
    }

    @Test
    void passesAStopThatHasGoneWithItsStream() {
        assertThat(passed(new StreamId(100, 0), StreamInfo.MISSING, 50)).isTrue();
    }

    private static boolean passed(StreamId stop, StreamInfo info, long serverTime) {
        SplitCursor cursor =
                new SplitCursor(
                        new RedisStreamsSplit(
                                "s", StreamId.ZERO, Optional.of(stop), OptionalLong.empty()));
        cursor.learn(info, serverTime);
        return cursor.isStopPassed();
    }

    private static SplitCursor cursor(StreamId after, OptionalLong entriesBefore) {
        return new SplitCursor(new RedisStreamsSplit("s", after, Optional.empty(), entriesBefore));
    }

    private static StreamInfo info(long length, long lastMillis, OptionalLong entriesAdded) {
        return new StreamInfo(
                true, length, new StreamId(1, 0), new StreamId(lastMillis, 0), entriesAdded);
    }
}
