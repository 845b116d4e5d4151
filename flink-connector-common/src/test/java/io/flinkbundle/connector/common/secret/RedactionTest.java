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

package io.flinkbundle.connector.common.secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class RedactionTest {

    @ParameterizedTest
    @CsvSource({
        "redis://host:6379, redis://host:6379",
        "redis://user:pa@ss@host:6379/0, redis://******@host:6379/0",
        "https://host/write?db=a&token=abc$1, https://host/write?db=a&token=******",
        "https://host/write?db=a$b&n=1, https://host/write?db=a$b&n=1",
        "/data/file@home.db, /data/file@home.db"
    })
    void hidesWhatAUrlShouldNotShow(String url, String expected) {
        assertThat(Redaction.url(url)).isEqualTo(expected);
    }

    @Test
    void hidesTheValuesOfSecretKeysAndKeepsThePathsOfSecretFiles() {
        Map<String, String> redacted =
                Redaction.options(
                        Map.of(
                                "host", "localhost",
                                "Password", "hunter2",
                                "credentials.access-token", "abc",
                                "properties.sasl.jaas.config", "Login required;",
                                "password.file", "/etc/password"));

        assertThat(redacted)
                .containsExactly(
                        entry("Password", "******"),
                        entry("credentials.access-token", "******"),
                        entry("host", "localhost"),
                        entry("password.file", "/etc/password"),
                        entry("properties.sasl.jaas.config", "******"));
    }
}
