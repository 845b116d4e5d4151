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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds the page on installing to what is built. */
class InstallPageTest {

    private static final String PAGE = Repository.read("docs/install.md");
    private static final String POM = Repository.read("pom.xml");

    @Test
    void namesTheJarAndTheArtifactOfEveryConnector() {
        String version =
                match(POM, "<artifactId>flink-connector-bundle</artifactId>\\s*<version>(.+?)<");
        for (String module : Repository.connectorModules()) {
            if (module.equals("flink-connector-common")) {
                continue;
            }
            String jar = match(Repository.read(module + "/pom.xml"), "<sql.jar.name>(.+?)<");
            assertThat(PAGE)
                    .contains("`" + jar + "-" + version + ".jar`")
                    .contains("`" + module + "`");
        }
    }

    @Test
    void namesTheVersionsThatAreTested() {
        String driver = match(POM, "<duckdb.version>(.+?)<");
        assertThat(PAGE).contains("| DuckDB | driver " + driver + ".");
        assertThat(PAGE.split("duckdb_jdbc-" + Pattern.quote(driver) + "\\.jar", -1)).hasSize(3);
        String flink = match(POM, "<flink.version>(.+?)<");
        String older = match(Repository.read(".ci/run"), "versions=\\((.+?)\\)");
        assertThat(PAGE)
                .contains("| " + flink + " | 17 or newer | all tests |")
                .contains("| " + older.replace(" ", ", ") + " | 17 or newer |")
                .contains("FROM flink:" + flink + "-java17");
    }

    @Test
    void theDeploymentIsYaml() throws IOException {
        JsonNode deployment =
                new ObjectMapper(new YAMLFactory())
                        .readTree(match(PAGE, "(?s)```yaml\n(apiVersion: flink.+?)```"));
        assertThat(deployment.path("kind").asText()).isEqualTo("FlinkDeployment");
        JsonNode pod = deployment.at("/spec/podTemplate/spec");
        assertThat(pod.at("/containers/0/volumeMounts").findValuesAsText("name"))
                .isEqualTo(pod.at("/volumes").findValuesAsText("name"));
    }

    private static String match(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }
}
