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

package io.flinkbundle.emulators.influxdb3;

import org.junit.jupiter.api.Test;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class InfluxDb3EmulatorMainITCase {

    private static final String EXPORT = "export INFLUXDB3_URL=";

    private static Process start(String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                System.getProperty("java.home") + File.separator + "bin/java",
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                InfluxDb3EmulatorMain.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    @Test
    void saysWhereItListensAndAsksForItsToken() throws Exception {
        Process process = start("--port", "0", "--token", "secret", "--wal-tick", "10ms");
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            String line = out.readLine();
            assertThat(line).startsWith(EXPORT + "http://127.0.0.1:");
            URI write = URI.create(line.substring(EXPORT.length()) + "/api/v3/write_lp?db=db");

            assertThat(post(write, "wrong")).isEqualTo(401);
            assertThat(post(write, "secret")).isEqualTo(204);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static int post(URI uri, String token) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri)
                                .header("Authorization", "Bearer " + token)
                                .POST(HttpRequest.BodyPublishers.ofString("m f=1"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    @Test
    void saysWhatIsWrongWithItsArguments() throws Exception {
        Process process = start("--wal-tick", "soon");

        String output = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(output).contains("'soon' is no duration; write it as 1s or 500ms");
    }
}
