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

package io.flinkbundle.cli.output;

import org.junit.jupiter.api.Test;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class KnownSecretsTest {

    @Test
    void hidesASecretThatContainsAnother() {
        KnownSecrets.add("mango");
        KnownSecrets.add("mango-and-lime");

        assertThat(KnownSecrets.hide("login with mango-and-lime failed, with mango too"))
                .isEqualTo("login with ****** failed, with ****** too");
    }

    @Test
    void takesTheValuesOfSecretOptionsOnly() {
        KnownSecrets.addOptions(Map.of("password", "papaya-77", "host", "kiwi-host"));

        assertThat(KnownSecrets.hide("papaya-77@kiwi-host")).isEqualTo("******@kiwi-host");
    }

    @Test
    void takesThePasswordsInUrlsAndLogins() {
        KnownSecrets.addOptions(
                Map.of(
                        "url", "jdbc:derby://host/shop;user=kiwi;password=guava-1",
                        "endpoint", "redis://kiwi:guava-2@host:6379/0",
                        "properties.sasl.jaas.config",
                                "PlainLoginModule required username=\"kiwi\" password=\"guava-3\";"));

        assertThat(KnownSecrets.hide("kiwi used guava-1, guava-2 and guava-3 on host"))
                .isEqualTo("kiwi used ******, ****** and ****** on host");
    }

    @Test
    void leavesShortWordsAlone() {
        KnownSecrets.add("a");

        assertThat(KnownSecrets.hide("a table")).isEqualTo("a table");
    }
}
