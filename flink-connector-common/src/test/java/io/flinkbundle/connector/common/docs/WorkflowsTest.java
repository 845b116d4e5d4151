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

package io.flinkbundle.connector.common.docs;

import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** What continuous integration runs is what a person is told to run. */
class WorkflowsTest {

    @Test
    void runsCommandsThatThePagesName() throws IOException {
        JsonNode workflow =
                new ObjectMapper(new YAMLFactory())
                        .readTree(Repository.read(".github/workflows/verify.yml"));
        List<String> commands = workflow.path("jobs").findValuesAsText("run");
        assertThat(commands).containsExactlyInAnyOrder(".ci/run", "./quickstart");
        assertThat(commands)
                .allSatisfy(
                        command ->
                                assertThat(Files.isExecutable(Repository.root().resolve(command)))
                                        .isTrue());
        assertThat(Repository.read("README.md")).contains("```\n./quickstart\n```", "mvn verify");
        assertThat(Repository.read(".ci/run")).contains("\nmvn verify\n");
        assertThat(Repository.read("CONTRIBUTING.md")).contains("`.ci/run`", "`./quickstart`");
    }
}
