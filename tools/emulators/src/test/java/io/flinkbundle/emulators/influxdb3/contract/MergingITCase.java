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

package io.flinkbundle.emulators.influxdb3.contract;

import io.flinkbundle.emulators.influxdb3.testing.ContractTestBase;
import io.flinkbundle.emulators.influxdb3.testing.Point;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;

import java.net.http.HttpResponse;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;

class MergingITCase extends ContractTestBase {

    @Test
    void keepsOnePointForTableTagsAndTime() throws Exception {
        http.write("m,t=a f=1 1", "m,t=a f=2 1", "m,t=b f=3 1", "m f=4 1");
        http.write("m,t=a f=5 1");

        assertThat(http.rows("SELECT t, f FROM m ORDER BY f"))
                .hasToString("[{\"t\":\"b\",\"f\":3.0},{\"f\":4.0},{\"t\":\"a\",\"f\":5.0}]");
    }

    @Test
    void keepsTheFieldsThatALaterPointLacks() throws Exception {
        http.write("m f=1,g=\"x\" 1");
        http.write("m f=2,h=true 1");

        assertThat(http.rows("SELECT f, g, h FROM m"))
                .hasToString("[{\"f\":2.0,\"g\":\"x\",\"h\":true}]");
    }

    @Test
    void takesTagsInAnyOrderForTheSameSeries() throws Exception {
        http.write("m,a=1,b=2 f=1 1", "m,b=2,a=1 f=2 1");

        assertThat(http.rows("SELECT a, b, f FROM m"))
                .hasToString("[{\"a\":\"1\",\"b\":\"2\",\"f\":2.0}]");
    }

    @Test
    void doesNotChangeByTheRepetitionOfAWrite() throws Exception {
        for (int i = 0; i < 3; i++) {
            http.write("m,t=a f=1 1", "m,t=a f=2 2", "m,t=b f=3 1");
        }

        assertThat(http.row("SELECT count(*) AS n, sum(f) AS s FROM m"))
                .hasToString("{\"n\":3,\"s\":6.0}");
        assertThat(emulator().pointsWritten("db", "m")).isEqualTo(9);
    }

    @Test
    void holdsWhatAMapWouldHoldAfterRandomWrites() throws Exception {
        Random random = new Random(7);
        Map<String, Map<String, Object>> expected = new TreeMap<>();
        for (int write = 0; write < 60; write++) {
            List<String> lines = new ArrayList<>();
            for (int i = 1 + random.nextInt(200); i > 0; i--) {
                Point point = randomPoint(random);
                lines.add(point.line());
                expected.computeIfAbsent(
                                point.tags() + "@" + point.time(), key -> new LinkedHashMap<>())
                        .putAll(point.fields());
            }
            assertThat(http.write(lines.toArray(String[]::new)).statusCode()).isEqualTo(204);
            if (write % 7 == 0) {
                assertThat(stored()).isEqualTo(expected);
            }
        }
        assertThat(stored()).isEqualTo(expected);
    }

    private static Point randomPoint(Random random) {
        Map<String, String> tags = new LinkedHashMap<>();
        if (random.nextBoolean()) {
            tags.put("a", "a" + random.nextInt(3));
        }
        if (random.nextInt(3) == 0) {
            tags.put("b", "b" + random.nextInt(3));
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        while (fields.isEmpty()) {
            for (int field = 0; field < 4; field++) {
                if (random.nextInt(2) == 0) {
                    fields.put("f" + field, random.nextLong());
                }
            }
        }
        return new Point("m", tags, fields, random.nextInt(100));
    }

    private Map<String, Map<String, Object>> stored() throws Exception {
        Map<String, Map<String, Object>> stored = new TreeMap<>();
        for (JsonElement element : http.rows("SELECT * FROM m")) {
            JsonObject row = element.getAsJsonObject();
            Map<String, String> tags = new LinkedHashMap<>();
            Map<String, Object> fields = new LinkedHashMap<>();
            for (String tag : List.of("a", "b")) {
                if (row.has(tag)) {
                    tags.put(tag, row.get(tag).getAsString());
                }
            }
            for (String field : List.of("f0", "f1", "f2", "f3")) {
                if (row.has(field)) {
                    fields.put(field, row.get(field).getAsLong());
                }
            }
            int time = LocalDateTime.parse(row.get("time").getAsString()).getNano();
            assertThat(stored.put(tags + "@" + time, fields)).isNull();
        }
        return stored;
    }

    @Test
    void losesNothingOfWritesThatComeAtOnceAndChangeTheSchema() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            answers.add(
                    http.writeAsync(
                            "", "m,t" + i % 20 + "=x,s=y" + i + " f" + i % 30 + "=1i " + i));
        }
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(answer.get().statusCode()).isEqualTo(204);
        }

        assertThat(http.row("SELECT count(*) AS n FROM m")).hasToString("{\"n\":200}");
        assertThat(http.rows("SHOW COLUMNS FROM m")).hasSize(20 + 1 + 30 + 1);
    }

    @Test
    void refusesAllButTheFirstTypeOfWritesThatComeAtOnce() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            answers.add(http.writeAsync("", "m f=" + (i % 2 == 0 ? "1i " : "true ") + i));
        }
        int accepted = 0;
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            accepted += answer.get().statusCode() == 204 ? 1 : 0;
        }

        assertThat(accepted).isEqualTo(25);
        assertThat(http.row("SELECT count(*) AS n FROM m")).hasToString("{\"n\":25}");
    }

    @Test
    void holdsTheExtremesOfEveryType() throws Exception {
        http.write(
                "m,t=\u0001😀 i=-9223372036854775808i,u=18446744073709551615u,d=1.7976931348623157e308,"
                        + "e=4.9e-324,s=\"\0\t😀\",b=f -9223372036854775808",
                "m,t=z i=9223372036854775807i,u=0u,d=-0.0,e=1e-300,s=\"\",b=t 9223372036854775806");

        assertThat(http.rows("SELECT * FROM m ORDER BY time"))
                .hasToString(
                        "[{\"b\":false,\"d\":1.7976931348623157E308,\"e\":4.9E-324,"
                                + "\"i\":-9223372036854775808,\"s\":\"\\u0000\\t😀\",\"t\":\"\\u0001😀\","
                                + "\"time\":\"1677-09-21T00:12:43.145224192\",\"u\":18446744073709551615},"
                                + "{\"b\":true,\"d\":-0.0,\"e\":1.0E-300,\"i\":9223372036854775807,"
                                + "\"s\":\"\",\"t\":\"z\",\"time\":\"2262-04-11T23:47:16.854775806\","
                                + "\"u\":0}]");
    }
}
