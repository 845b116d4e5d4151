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

package io.flinkbundle.connector.common.options;

import io.flinkbundle.connector.common.boundedness.WriteMode;
import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.common.deadletter.BadRecordPolicy;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.ValidationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CommonConnectorOptionsTest {

    private static final ConfigOption<String> MODE =
            ConfigOptions.key("scan.startup.mode").stringType().defaultValue("timestamp");

    @Test
    void readsEnumsAsTheyAreDocumented() {
        Configuration config =
                Configuration.fromMap(
                        Map.of(
                                "scan.on-malformed", "dead-letter",
                                "dead-letter.path", "file:///tmp/dead",
                                "sink.write-mode", "batch"));

        assertThat(CommonConnectorOptions.onMalformed(config))
                .isEqualTo(BadRecordHandling.deadLetter("file:///tmp/dead"));
        assertThat(config.get(CommonConnectorOptions.SINK_WRITE_MODE)).isEqualTo(WriteMode.BATCH);
    }

    @Test
    void rejectsDeadLettersWithoutAFolder() {
        Configuration config = new Configuration();
        config.set(CommonConnectorOptions.SINK_ON_REJECTED, BadRecordPolicy.DEAD_LETTER);

        assertThatThrownBy(() -> CommonConnectorOptions.onRejected(config))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("'sink.on-rejected' is 'dead-letter'")
                .hasMessageContaining("dead-letter.path");
    }

    @Test
    void rejectsBackoffsThatDoNotFitTogether() {
        Configuration config = new Configuration();
        config.set(CommonConnectorOptions.SINK_RETRY_MAX_BACKOFF, Duration.ofMillis(1));

        assertThatThrownBy(() -> CommonConnectorOptions.retryPolicy(config))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("sink.retry.*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-01-31T12:00:00Z", "1769860800000"})
    void readsAPointInTimeInBothForms(String value) {
        Configuration config =
                Configuration.fromMap(Map.of("scan.startup.timestamp-millis", value));

        assertThat(
                        OptionValues.timestamp(
                                config, CommonConnectorOptions.SCAN_STARTUP_TIMESTAMP, MODE))
                .isEqualTo(Instant.parse("2026-01-31T12:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "99999999999999999999", "2026-01-31"})
    void rejectsWhatIsNoPointInTime(String value) {
        Configuration config = Configuration.fromMap(Map.of("scan.startup.timestamp", value));

        assertThatThrownBy(
                        () ->
                                OptionValues.timestamp(
                                        config,
                                        CommonConnectorOptions.SCAN_STARTUP_TIMESTAMP,
                                        MODE))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("'" + value + "'")
                .hasMessageContaining("ISO-8601");
    }

    @Test
    void asksForThePointInTimeThatAModeNeeds() {
        assertThatThrownBy(
                        () ->
                                OptionValues.timestamp(
                                        new Configuration(),
                                        CommonConnectorOptions.SCAN_STARTUP_TIMESTAMP,
                                        MODE))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("'scan.startup.mode' is 'timestamp'");
    }
}
