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

package io.flinkbundle.emulators.bigquery;

import org.junit.jupiter.api.Test;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class BigQueryEmulatorMainITCase {

    private static final String EXPORT = "export BIGQUERY_EMULATOR_HOST=";

    @Test
    void saysWhereItListens() throws Exception {
        Process process =
                new ProcessBuilder(
                                System.getProperty("java.home") + File.separator + "bin/java",
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                BigQueryEmulatorMain.class.getName(),
                                "--port",
                                "0",
                                "--grpc-port",
                                "0")
                        .redirectErrorStream(true)
                        .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            String line = out.readLine();
            assertThat(line).startsWith(EXPORT + "http://127.0.0.1:");
            assertThat(out.readLine())
                    .startsWith("export BIGQUERY_STORAGE_EMULATOR_HOST=127.0.0.1:");
            assertThat(out.readLine()).startsWith("export STORAGE_EMULATOR_HOST=http://127.0.0.1:");
            URI datasets =
                    URI.create(
                            line.substring(EXPORT.length()) + "/bigquery/v2/projects/p/datasets");

            HttpResponse<String> response =
                    HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(datasets).build(),
                                    HttpResponse.BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).contains("bigquery#datasetList");
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
