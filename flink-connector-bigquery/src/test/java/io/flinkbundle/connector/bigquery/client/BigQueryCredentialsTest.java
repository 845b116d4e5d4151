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

package io.flinkbundle.connector.bigquery.client;

import io.flinkbundle.connector.common.secret.Secret;

import org.apache.flink.util.ExceptionUtils;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BigQueryCredentialsTest {

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\": \"planted\"}", "{planted", "cGxhbnRlZA==", "#planted#"})
    void showNothingOfAKeyThatIsNone(String key) {
        assertThatThrownBy(() -> BigQueryCredentials.secret(Secret.inline(key)).provider())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("'credentials.secret'")
                .satisfies(
                        failure ->
                                assertThat(ExceptionUtils.stringifyException(failure))
                                        .doesNotContain("planted"));
    }

    @Test
    void nameAFileThatIsNotThere() {
        assertThatThrownBy(() -> BigQueryCredentials.file("/no/such/key.json").provider())
                .hasMessageContaining("'/no/such/key.json'")
                .hasMessageContaining("on each TaskManager");
    }

    @Test
    void areLoadedFromAToken() throws IOException {
        assertThat(
                        BigQueryCredentials.accessToken(Secret.inline("planted"))
                                .provider()
                                .getCredentials()
                                .getRequestMetadata())
                .containsKey("Authorization");
    }

    @Test
    void showNoSecret() {
        assertThat(BigQueryCredentials.secret(Secret.inline("planted"))).hasToString("secret");
        assertThat(BigQueryCredentials.impersonate("a@b")).hasToString("impersonate 'a@b'");
    }
}
