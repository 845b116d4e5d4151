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

package io.flinkbundle.cli.connect;

import io.flinkbundle.cli.ExitCodes;
import io.flinkbundle.cli.testing.CliProcess.Result;
import io.flinkbundle.cli.testing.InProcess;
import io.flinkbundle.cli.testing.KafkaBroker;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class KafkaProbeITCase {

    private static final String WRONG_PASSWORD = "planted-secret-0000";

    @TempDir private static Path brokerFolder;

    @TempDir private Path folder;

    private static KafkaBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = KafkaBroker.start(brokerFolder);
        broker.createTopic("orders");
        broker.createTopic("returns");
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void findsTopics() throws IOException {
        Result result = verify(broker.open(), "'topic' = 'orders;returns'");

        assertThat(result.exitCode()).as(result.everything()).isEqualTo(ExitCodes.OK);
        assertThat(result.out())
                .contains(":1: OK  table 'o' (kafka)")
                .contains("1 broker answers; the login is accepted")
                .contains("topic 'orders', 'returns' is there");
    }

    @Test
    void findsTheTopicOfAnUpsertTable() throws IOException {
        Result result =
                run(
                        """
                        CREATE TABLE o (id BIGINT, PRIMARY KEY (id) NOT ENFORCED) WITH (
                          'connector' = 'upsert-kafka', 'key.format' = 'json', 'value.format' = 'json',
                          'properties.bootstrap.servers' = '%s', 'topic' = 'orders');
                        """
                                .formatted(broker.open()));

        assertThat(result.exitCode()).as(result.everything()).isEqualTo(ExitCodes.OK);
        assertThat(result.out()).contains("OK  table 'o' (upsert-kafka)", "'orders' is there");
    }

    @Test
    void namesTheTopicThatIsNotThereAndDoesNotMakeIt() throws Exception {
        Result result = verify(broker.open(), "'topic' = 'orders;order'");

        assertThat(result.exitCode()).isEqualTo(ExitCodes.PROBLEMS);
        assertThat(result.out())
                .contains(":1: ERROR  table 'o' (kafka)")
                .contains("It is not there.", "There is no topic 'order'; did you mean 'orders'?");
        assertThat(broker.topics()).containsExactlyInAnyOrder("orders", "returns");
    }

    @Test
    void saysThatNoBrokerAnswers() throws IOException {
        Result result = verify("127.0.0.1:1", "'topic' = 'orders'");

        assertThat(result.exitCode()).isEqualTo(ExitCodes.PROBLEMS);
        assertThat(result.out())
                .contains("It cannot be reached.", "No broker of '127.0.0.1:1' answered within");
    }

    @Test
    void saysThatAHostIsUnknown() throws IOException {
        Result result = verify("no-such-host.invalid:9092", "'topic' = 'orders'");

        assertThat(result.exitCode()).isEqualTo(ExitCodes.PROBLEMS);
        assertThat(result.out()).contains("It cannot be reached.", "bootstrap");
    }

    @Test
    void saysThatALoginIsRefusedAndHidesThePassword() throws IOException {
        Result result = verify(broker.secured(), "'topic' = 'orders', " + login(WRONG_PASSWORD));

        assertThat(result.exitCode()).isEqualTo(ExitCodes.PROBLEMS);
        assertThat(result.out()).contains("The login is refused.", "Authentication failed");
        assertThat(result.everything()).doesNotContain(WRONG_PASSWORD);
    }

    @Test
    void saysThatALoginMayNotSeeATopic() throws IOException {
        Result result =
                verify(broker.secured(), "'topic' = 'orders', " + login(KafkaBroker.PASSWORD));

        assertThat(result.exitCode()).isEqualTo(ExitCodes.PROBLEMS);
        assertThat(result.out())
                .contains("The login may not do what the job needs.", "Topic authorization failed");
        assertThat(result.everything()).doesNotContain(KafkaBroker.PASSWORD);
    }

    private static String login(String password) {
        return ("'properties.security.protocol' = 'SASL_PLAINTEXT', 'properties.sasl.mechanism' = 'PLAIN',"
                        + " 'properties.sasl.jaas.config' ="
                        + " 'org.apache.kafka.common.security.plain.PlainLoginModule required"
                        + " username=\"%s\" password=\"%s\";'")
                .formatted(KafkaBroker.USER, password);
    }

    private Result verify(String servers, String options) throws IOException {
        return run(
                """
                CREATE TABLE o (id BIGINT) WITH (
                  'connector' = 'kafka', 'format' = 'json', 'scan.startup.mode' = 'earliest-offset',
                  'properties.bootstrap.servers' = '%s', %s);
                SELECT * FROM o;
                """
                        .formatted(servers, options));
    }

    private Result run(String script) throws IOException {
        Path file = Files.writeString(folder.resolve("script.sql"), script);
        return InProcess.run("verify", file.toString(), "--connect");
    }
}
