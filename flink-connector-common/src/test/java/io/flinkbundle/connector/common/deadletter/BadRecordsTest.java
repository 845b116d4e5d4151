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

package io.flinkbundle.connector.common.deadletter;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BadRecordsTest {

    @TempDir private Path folder;

    private final Counter counter = new SimpleCounter();

    @Test
    void failsWithTheReasonAndTheWayOut() throws Exception {
        try (BadRecords badRecords = open(BadRecordHandling.fail())) {
            assertThatThrownBy(() -> badRecords.reject("no number", bytes("x")))
                    .isInstanceOf(BadRecordException.class)
                    .hasMessageContaining("no number")
                    .hasMessageContaining("'dead-letter'");
        }
        assertThat(counter.getCount()).isEqualTo(1);
    }

    @Test
    void countsWhatItSkips() throws Exception {
        try (BadRecords badRecords = open(BadRecordHandling.skip())) {
            for (int i = 0; i < 25; i++) {
                badRecords.reject("no number", bytes("x"));
            }
        }

        assertThat(counter.getCount()).isEqualTo(25);
    }

    @Test
    void writesOneFileForEachCheckpointThatSawABadRecord() throws Exception {
        try (BadRecords badRecords = open(BadRecordHandling.deadLetter(folder.toString()))) {
            badRecords.reject("first", bytes("a"));
            badRecords.reject("second", bytes("b"));
            badRecords.flush();
            badRecords.flush();
            badRecords.reject("third", bytes("c"));
            badRecords.flush();
        }

        assertThat(files()).hasSize(2);
        assertThat(letters())
                .extracting(letter -> letter.get("reason").asText())
                .containsExactlyInAnyOrder("first", "second", "third");
    }

    @Test
    void keepsTextAsTextAndOtherBytesAsBase64() throws Exception {
        try (BadRecords badRecords = open(BadRecordHandling.deadLetter(folder.toString()))) {
            badRecords.reject("text", bytes("grün \"quoted\"\nline"));
            badRecords.reject("bytes", new byte[] {(byte) 0xff, 0});
            badRecords.flush();
        }

        List<JsonNode> letters = letters();
        assertThat(letters.get(0).get("encoding").asText()).isEqualTo("utf-8");
        assertThat(letters.get(0).get("record").asText()).isEqualTo("grün \"quoted\"\nline");
        assertThat(letters.get(1).get("encoding").asText()).isEqualTo("base64");
        assertThat(letters.get(1).get("record").binaryValue()).containsExactly(0xff, 0);
    }

    @Test
    void neverSharesAFileWithAnotherAttempt() throws Exception {
        for (int attempt = 0; attempt < 2; attempt++) {
            try (BadRecords badRecords = open(BadRecordHandling.deadLetter(folder.toString()))) {
                badRecords.reject("again", bytes("a"));
                badRecords.flush();
            }
        }

        assertThat(files()).hasSize(2);
    }

    private BadRecords open(BadRecordHandling handling) {
        return BadRecords.open(handling, "test", 3, counter);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jsonl")).toList();
        }
    }

    private List<JsonNode> letters() throws IOException {
        List<JsonNode> letters = new ArrayList<>();
        for (Path file : files()) {
            for (String line : Files.readAllLines(file)) {
                letters.add(new ObjectMapper().readTree(line));
            }
        }
        return letters;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
