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

package io.flinkbundle.connector.influxdb3.sink.writer;

import io.flinkbundle.connector.common.batching.BackpressureException;
import io.flinkbundle.connector.common.batching.RetryableIOException;
import io.flinkbundle.connector.common.deadletter.BadRecordException;
import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.common.deadletter.BadRecords;
import io.flinkbundle.connector.common.retry.RetriesExhaustedException;
import io.flinkbundle.connector.common.retry.RetryPolicy;
import io.flinkbundle.connector.influxdb3.client.ApiVersion;
import io.flinkbundle.connector.influxdb3.client.InfluxDb3ConnectionOptions;
import io.flinkbundle.connector.influxdb3.client.LineBuffer;
import io.flinkbundle.connector.influxdb3.client.PointKey;
import io.flinkbundle.connector.influxdb3.client.RejectedLine;
import io.flinkbundle.connector.influxdb3.client.TimePrecision;
import io.flinkbundle.connector.influxdb3.client.WriteReply;
import io.flinkbundle.connector.influxdb3.testing.FakeWriteClient;
import io.flinkbundle.connector.influxdb3.testing.KeptLetters;

import org.apache.flink.connector.base.sink.writer.TestSinkInitContext;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RequestSenderTest {

    private static final PointKey TABLE = PointKey.measurement("m");
    private static final PointKey FIELD = PointKey.of("f");

    private final FakeWriteClient client = new FakeWriteClient();
    private final KeptLetters letters = new KeptLetters();
    private final LineBuffer lines = new LineBuffer(ApiVersion.V3, TimePrecision.SECONDS);
    private final SinkWriterMetricGroup group = new TestSinkInitContext().metricGroup();

    @BeforeEach
    void fillBuffer() throws IOException {
        for (int i = 0; i < 8; i++) {
            lines.measurement(TABLE).field(FIELD, (long) i).time(i);
        }
    }

    @Test
    void sendsABufferOnceIfItIsStored() throws Exception {
        sender(Duration.ZERO).send(lines);

        assertThat(client.requests()).hasSize(1);
        assertThat(client.requests().get(0)).hasSize(8).startsWith(line(0));
        assertThat(group.getNumRecordsSendCounter().getCount()).isEqualTo(8);
        assertThat(group.getNumBytesSendCounter().getCount()).isEqualTo(lines.size());
    }

    @Test
    void keepsTheGoodLinesOfAPartialWriteAndSendsNoneOfThemAgain() throws Exception {
        client.next(
                all ->
                        WriteReply.storedInPart(
                                List.of(new RejectedLine(2, "no"), new RejectedLine(7, "never")),
                                "partial"));

        sender(Duration.ZERO).send(lines);

        assertThat(client.requests()).hasSize(1);
        assertThat(letters.payloads()).containsExactly(line(2), line(7));
        assertThat(letters.letters().get(0).reason()).contains("the server refuses its line: no");
    }

    @Test
    void findsTheBadLineWhereTheServerNamesNone() throws Exception {
        client.otherwise(
                part -> part.contains(line(5)) ? WriteReply.refused("bad") : WriteReply.STORED);

        sender(Duration.ZERO).send(lines);

        assertThat(letters.payloads()).containsExactly(line(5));
        assertThat(storedAtLeastOnce(5)).isTrue();
    }

    @Test
    void looksForTheBadLineItselfWhereTheServerNamesOneThatIsNotThere() throws Exception {
        client.next(all -> WriteReply.storedInPart(List.of(new RejectedLine(8, "?")), "partial"))
                .otherwise(
                        part ->
                                part.contains(line(0))
                                        ? WriteReply.refused("bad")
                                        : WriteReply.STORED);

        sender(Duration.ZERO).send(lines);

        assertThat(letters.payloads()).containsExactly(line(0));
    }

    @Test
    void sendsARequestThatIsTooLargeInHalves() throws Exception {
        client.otherwise(part -> part.size() > 3 ? WriteReply.tooLarge("413") : WriteReply.STORED);

        sender(Duration.ZERO).send(lines);

        assertThat(letters.payloads()).isEmpty();
        assertThat(client.requests().stream().filter(part -> part.size() <= 3))
                .allSatisfy(part -> assertThat(part).hasSize(2));
        assertThat(group.getNumRecordsSendCounter().getCount()).isEqualTo(8);
    }

    @Test
    void sendsAgainWhatMayPass() throws Exception {
        client.next(
                        all -> {
                            throw new RetryableIOException("away");
                        })
                .next(
                        all -> {
                            throw new BackpressureException("slow", Duration.ofMillis(1));
                        });

        sender(Duration.ZERO).send(lines);

        assertThat(client.requests()).hasSize(3);
        assertThat(group.getNumRecordsSendErrorsCounter().getCount()).isEqualTo(16);
    }

    @Test
    void givesUpAfterTheRetryTimeout() {
        client.otherwise(
                all -> {
                    throw new BackpressureException("slow", Duration.ofMinutes(1));
                });

        assertThatThrownBy(() -> sender(Duration.ofSeconds(30)).send(lines))
                .isInstanceOf(RetriesExhaustedException.class)
                .hasMessageContaining("Could not write 8 points to database 'd' at http://h:1");
    }

    @Test
    void failsAtTheFirstBadLineByDefault() {
        client.otherwise(part -> WriteReply.refused("bad"));
        RequestSender failing = sender(Duration.ZERO, BadRecordHandling.fail());

        assertThatThrownBy(() -> failing.send(lines)).isInstanceOf(BadRecordException.class);
    }

    private boolean storedAtLeastOnce(int except) {
        for (int i = 0; i < 8; i++) {
            String wanted = line(i);
            boolean stored =
                    client.requests().stream()
                            .filter(part -> !part.contains(line(except)))
                            .anyMatch(part -> part.contains(wanted));
            if (stored == (i == except)) {
                return false;
            }
        }
        return true;
    }

    private RequestSender sender(Duration timeout) {
        return sender(timeout, BadRecordHandling.deadLetter(letters));
    }

    private RequestSender sender(Duration timeout, BadRecordHandling handling) {
        return new RequestSender(
                client,
                RetryPolicy.of(Duration.ofMillis(1), Duration.ofMillis(1), timeout),
                InfluxDb3ConnectionOptions.builder().setUrl("http://h:1").setDatabase("d").build(),
                new RejectedLines(BadRecords.open(handling, "influxdb3", 0, new SimpleCounter())),
                new RequestMetrics(group));
    }

    private static String line(int i) {
        return "m f=" + i + "i " + i;
    }
}
