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

package io.flinkbundle.cli.transfer;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SecretsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "'password' = 'peach-77'"                   | "'password' = '${ORDERS_PASSWORD}'"
                    "'properties.sasl.jaas.config' = 'M r p=1;'"| "'properties.sasl.jaas.config' = '${ORDERS_PROPERTIES_SASL_JAAS_CONFIG}'"
                    "'url' = 'jdbc:x://h/d;password=peach-78'"  | "'url' = '${ORDERS_URL}'"
                    "'url' = 'redis://me:peach-79@h'"           | "'url' = '${ORDERS_URL}'"
                    "'url' = 'jdbc:x://h/d;password=${P}'"      | "'url' = 'jdbc:x://h/d;password=${P}'"
                    "'password.file' = '/run/secrets/redis'"    | "'password.file' = '/run/secrets/redis'"
                    "'token' = '${TOKEN}'"                      | "'token' = '${TOKEN}'"
                    """,
            quoteCharacter = '"')
    void putsPlaceholdersInThePlaceOfSecrets(String option, String expected) {
        assertThat(Secrets.replace(option, "shop.orders")).isEqualTo(expected);
    }
}
