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

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.ValidationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SecretTest {

    private static final ConfigOption<String> PASSWORD =
            ConfigOptions.key("password").stringType().noDefaultValue();
    private static final ConfigOption<String> PASSWORD_FILE =
            ConfigOptions.key("password.file").stringType().noDefaultValue();

    @TempDir private Path folder;

    @Test
    void neverShowsAnInlineValue() {
        assertThat(Secret.inline("hunter2")).hasToString("******");
    }

    @Test
    void readsTheFileEachTimeSoThatARotatedSecretIsSeen() throws Exception {
        Path file = folder.resolve("password");
        Files.writeString(file, "first\n");
        Secret secret = Secret.file(file.toString());
        String before = secret.read();

        Files.writeString(file, "second\n");

        assertThat(before).isEqualTo("first");
        assertThat(secret.read()).isEqualTo("second");
    }

    @Test
    void keepsBlanksAtTheEndOfAFile() throws Exception {
        Path file = folder.resolve("password");
        Files.writeString(file, "with blank \r\n");

        assertThat(Secret.file(file.toString()).read()).isEqualTo("with blank ");
    }

    @Test
    void namesTheFileThatIsMissing() {
        Secret secret = Secret.file(folder.resolve("absent").toString());

        assertThatThrownBy(secret::read)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("absent")
                .hasMessageContaining("every TaskManager");
    }

    @Test
    void refusesBothFormsAtOnce() {
        Configuration config = new Configuration();
        config.set(PASSWORD, "hunter2");
        config.set(PASSWORD_FILE, "/etc/password");

        assertThatThrownBy(() -> Secret.of(config, PASSWORD, PASSWORD_FILE))
                .isInstanceOf(ValidationException.class)
                .hasMessage("Set 'password' or 'password.file', not both.")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void isAbsentWhenNeitherOptionIsSet() {
        assertThat(Secret.of(new Configuration(), PASSWORD, PASSWORD_FILE)).isEmpty();
    }
}
