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

package io.flinkbundle.connector.bigquery.source.enumerator;

import io.flinkbundle.connector.bigquery.client.FieldMode;
import io.flinkbundle.connector.bigquery.client.FieldType;
import io.flinkbundle.connector.bigquery.client.TableDefinition.PartitionType;
import io.flinkbundle.connector.bigquery.client.TableField;
import io.flinkbundle.connector.bigquery.client.TableName;
import io.flinkbundle.connector.bigquery.source.IncrementalStrategy;
import io.flinkbundle.connector.bigquery.source.Polling;
import io.flinkbundle.connector.bigquery.source.ScanBoundedMode;
import io.flinkbundle.connector.bigquery.source.ScanStartupMode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class WindowsTest {

    private static final TableName TABLE = new TableName("p", "d", "t");
    private static final long NOW = micros("2026-03-04T05:06:07.000008Z");

    @Test
    void aSnapshotIsFollowedByTheNextMicrosecond() throws Exception {
        Windows windows = new AppendsWindows(TABLE, polling(ScanStartupMode.EARLIEST));

        Window first = windows.next(Progress.NONE, NOW).orElseThrow();
        Window second = windows.next(Progress.NONE.at(first.after()), NOW).orElseThrow();

        assertThat(first.snapshotMillis() * 1000 + 1).isEqualTo(Long.parseLong(first.after()));
        assertThat(first.relation()).isEmpty();
        assertThat(second.relation())
                .isEqualTo(
                        "APPENDS(TABLE `p`.`d`.`t`, TIMESTAMP_MICROS("
                                + first.after()
                                + "), TIMESTAMP_MICROS("
                                + NOW
                                + "))");
        assertThat(windows.next(Progress.NONE.at(second.after()), NOW)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "HOUR, TIMESTAMP, TIMESTAMP '2026-03-04T05:00:00Z'",
        "DAY, DATE, DATE '2026-03-04'",
        "MONTH, DATE, DATE '2026-03-01'",
        "YEAR, DATETIME, DATETIME '2026-01-01T00:00'"
    })
    void thePartitionOfNowIsNotReadYet(PartitionType type, FieldType column, String start)
            throws Exception {
        Windows windows =
                new PartitionWindows(
                        TableField.of("c", column, FieldMode.NULLABLE),
                        type,
                        polling(ScanStartupMode.EARLIEST));

        Window first = windows.next(Progress.NONE, NOW).orElseThrow();

        assertThat(first.condition()).isEqualTo("`c` < " + start);
        assertThat(windows.next(Progress.NONE.at(first.after()), NOW)).isEmpty();
        assertThat(windows.startAt(NOW)).isEqualTo(first.after());
    }

    @Test
    void aPartitionIsReadOnceItsTimeIsOver() throws Exception {
        Windows windows =
                new PartitionWindows(
                        TableField.of("c", FieldType.DATE, FieldMode.NULLABLE),
                        PartitionType.DAY,
                        polling(ScanStartupMode.EARLIEST));

        Window next =
                windows.next(
                                Progress.NONE.at(windows.startAt(NOW)),
                                NOW + Duration.ofDays(2).toMillis() * 1000)
                        .orElseThrow();

        assertThat(next.condition())
                .isEqualTo("`c` >= DATE '2026-03-04' AND `c` < DATE '2026-03-06'");
    }

    @Test
    void aColumnIsReadUpToItsLargestValue() throws Exception {
        List<String> asked = new ArrayList<>();
        List<Object> answers = new ArrayList<>(Arrays.asList("7", null, "9"));
        Windows windows =
                new ColumnWindows(
                        (job, parameters) -> {
                            asked.add(job.sql());
                            return List.of(Arrays.asList(answers.remove(0)));
                        },
                        TABLE,
                        TableField.of("c", FieldType.INT64, FieldMode.NULLABLE),
                        polling(ScanStartupMode.EARLIEST),
                        "EU");

        Window first = windows.next(Progress.NONE, NOW).orElseThrow();
        assertThat(first.condition()).isEqualTo("`c` <= 7");
        Progress progress = Progress.NONE.at(first.after());
        assertThat(windows.next(progress, NOW)).isEmpty();
        assertThat(windows.next(progress, NOW).orElseThrow().condition())
                .isEqualTo("`c` > 7 AND `c` <= 9");
        assertThat(asked.get(2))
                .isEqualTo(
                        "SELECT MAX(`c`) AS largest FROM `p`.`d`.`t` FOR SYSTEM_TIME AS OF"
                                + " TIMESTAMP '2026-03-04T05:06:07Z' WHERE `c` > 7");
    }

    private static Polling polling(ScanStartupMode startup) {
        return new Polling(
                IncrementalStrategy.APPENDS,
                "",
                Duration.ofMinutes(1),
                startup,
                0,
                ScanBoundedMode.UNBOUNDED,
                0);
    }

    private static long micros(String instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
    }
}
