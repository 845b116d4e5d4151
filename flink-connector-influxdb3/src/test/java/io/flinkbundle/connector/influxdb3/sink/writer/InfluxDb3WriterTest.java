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

import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.common.deadletter.BadRecords;
import io.flinkbundle.connector.common.retry.RetryPolicy;
import io.flinkbundle.connector.influxdb3.client.ApiVersion;
import io.flinkbundle.connector.influxdb3.client.InfluxDb3ConnectionOptions;
import io.flinkbundle.connector.influxdb3.client.LineBuffer;
import io.flinkbundle.connector.influxdb3.client.PointKey;
import io.flinkbundle.connector.influxdb3.client.TimePrecision;
import io.flinkbundle.connector.influxdb3.client.WriteReply;
import io.flinkbundle.connector.influxdb3.sink.InfluxDb3SerializationSchema;
import io.flinkbundle.connector.influxdb3.sink.RequestConfig;
import io.flinkbundle.connector.influxdb3.testing.FakeWriteClient;
import io.flinkbundle.connector.influxdb3.testing.KeptLetters;

import org.apache.flink.configuration.MemorySize;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.streaming.runtime.tasks.TestProcessingTimeService;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class InfluxDb3WriterTest {

    private static final PointKey TABLE = PointKey.measurement("m");
    private static final PointKey FIELD = PointKey.of("f");

    /** Negative numbers have no time, and 13 cannot be written. */
    private static final InfluxDb3SerializationSchema<Integer> SCHEMA =
            (number, point) -> {
                point.measurement(TABLE);
                if (number == 13) {
                    throw new IOException("13");
                }
                point.field(FIELD, (long) number);
                if (number >= 0) {
                    point.time(number);
                }
            };

    private static final RetryPolicy RETRY =
            RetryPolicy.of(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ZERO);

    private final FakeWriteClient client = new FakeWriteClient();
    private final KeptLetters letters = new KeptLetters();
    private final TestProcessingTimeService time = new TestProcessingTimeService();
    private InfluxDb3Writer<Integer> writer;

    @AfterEach
    void close() throws Exception {
        writer.close();
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void sendsARequestWhenItHasEnoughRows() throws Exception {
        open(3, MemorySize.ofMebiBytes(1), Duration.ofSeconds(1), 1);

        write(1, 2, 3, 4);
        writer.flush(false);

        assertThat(client.requests()).containsExactly(lines(1, 2, 3), lines(4));
    }

    @Test
    void sendsARequestWhenItIsLargeEnough() throws Exception {
        open(100, new MemorySize(10), Duration.ofSeconds(1), 1);

        write(1, 2, 3);
        writer.flush(false);

        assertThat(client.requests()).containsExactly(lines(1, 2), lines(3));
    }

    @Test
    void sendsARequestWhenItIsOld() throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        client.next(
                lines -> {
                    sent.countDown();
                    return WriteReply.STORED;
                });
        open(100, MemorySize.ofMebiBytes(1), Duration.ofSeconds(1), 1);

        write(1);
        time.advance(500);
        assertThat(client.requests()).isEmpty();
        time.advance(500);
        sent.await();

        assertThat(client.requests()).containsExactly(lines(1));
    }

    @Test
    void rejectsWhatMakesNoPointAndKeepsTheRest() throws Exception {
        open(100, MemorySize.ofMebiBytes(1), Duration.ofSeconds(1), 1);

        write(1, -1, 13, 2);
        writer.flush(false);

        assertThat(client.requests()).containsExactly(lines(1, 2));
        assertThat(letters.payloads()).containsExactly("-1", "13");
        assertThat(letters.letters().get(0).reason()).contains("no time");
        assertThat(letters.letters().get(1).reason()).contains("cannot be written: 13");
    }

    @Test
    void encodesOnWhileRequestsWaitForTheirAnswers() throws Exception {
        CountDownLatch mayAnswer = new CountDownLatch(1);
        client.otherwise(
                lines -> {
                    mayAnswer.await();
                    return WriteReply.STORED;
                });
        open(1, MemorySize.ofMebiBytes(1), Duration.ofSeconds(1), 3);

        write(1, 2, 3);
        mayAnswer.countDown();
        writer.flush(false);

        assertThat(client.requests()).containsExactlyInAnyOrder(lines(1), lines(2), lines(3));
    }

    @Test
    void growsRequestsWhileAllAreUnderWayUntilOneIsSentForItsAge() throws Exception {
        CountDownLatch mayAnswer = new CountDownLatch(1);
        client.next(
                lines -> {
                    mayAnswer.await();
                    return WriteReply.STORED;
                });
        open(1, new MemorySize(20), Duration.ofSeconds(1), 1);
        write(1, 2, 3);
        mayAnswer.countDown();

        write(4);
        writer.flush(false);
        write(5, 6);
        writer.flush(false);
        write(7);
        time.advance(500);
        time.advance(500);
        writer.flush(false);
        write(8, 9);
        writer.flush(false);

        assertThat(client.requests())
                .containsExactly(
                        lines(1), lines(2, 3, 4), lines(5, 6), lines(7), lines(8), lines(9));
    }

    @Test
    void failsAtTheNextTickWhenARequestHasFailed() throws Exception {
        client.next(
                lines -> {
                    throw new IOException("refused");
                });
        open(1, MemorySize.ofMebiBytes(1), Duration.ZERO, 1);
        write(1);

        assertThatThrownBy(() -> writer.flush(false)).hasMessage("refused");
        assertThatThrownBy(() -> time.advance(1000)).hasStackTraceContaining("refused");
    }

    private void open(int maxRows, MemorySize maxSize, Duration interval, int maxInFlight) {
        RequestConfig config = new RequestConfig(maxRows, maxSize, interval, maxInFlight, RETRY);
        RejectedLines rejected = new RejectedLines(badRecords());
        RequestSender sender =
                new RequestSender(
                        client,
                        config.retry(),
                        InfluxDb3ConnectionOptions.builder()
                                .setUrl("http://h:1")
                                .setDatabase("d")
                                .build(),
                        rejected,
                        new RequestMetrics(UnregisteredMetricsGroup.createSinkWriterMetricGroup()));
        writer =
                new InfluxDb3Writer<>(
                        new PointEncoder<>(SCHEMA, badRecords()),
                        new RequestWindow(
                                "test",
                                maxInFlight,
                                () -> new LineBuffer(ApiVersion.V3, TimePrecision.SECONDS),
                                sender::send),
                        config,
                        rejected,
                        client,
                        time);
    }

    private BadRecords badRecords() {
        return BadRecords.open(
                BadRecordHandling.deadLetter(letters), "influxdb3", 0, new SimpleCounter());
    }

    private void write(int... numbers) throws IOException, InterruptedException {
        for (int number : numbers) {
            writer.write(number, null);
        }
    }

    private static List<String> lines(Integer... numbers) {
        return List.of(numbers).stream().map(n -> "m f=" + n + "i " + n).toList();
    }
}
