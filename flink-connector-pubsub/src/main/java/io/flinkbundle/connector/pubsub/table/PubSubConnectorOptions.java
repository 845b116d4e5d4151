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

package io.flinkbundle.connector.pubsub.table;

import io.flinkbundle.connector.pubsub.client.CredentialsType;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;

import java.time.Duration;
import java.util.List;

/**
 * The options of the connector {@code pubsub} that concern its connection, its messages and its
 * sink; those of its source stand in a class of their own.
 */
@PublicEvolving
public final class PubSubConnectorOptions {

    public static final ConfigOption<String> PROJECT =
            ConfigOptions.key("project")
                    .stringType()
                    .noDefaultValue()
                    .withFallbackKeys("project_id")
                    .withDescription(
                            "The project of topics and subscriptions that are not named in full.");

    public static final ConfigOption<String> TOPIC =
            ConfigOptions.key("topic")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The topic, as its id or as 'projects/{project}/topics/{id}'. Required"
                                    + " for a sink, unless the metadata column 'topic' is written,"
                                    + " and for a source that creates its subscription.");

    public static final ConfigOption<String> ENDPOINT =
            ConfigOptions.key("endpoint")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "An endpoint other than the global one, such as"
                                    + " 'europe-west1-pubsub.googleapis.com:443'.");

    public static final ConfigOption<String> EMULATOR_HOST =
            ConfigOptions.key("emulator-host")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "An emulator, as 'host:port', which is spoken to without TLS and"
                                    + " credentials. By default what the environment variable"
                                    + " PUBSUB_EMULATOR_HOST holds where the job is planned.");

    public static final ConfigOption<String> UNIVERSE_DOMAIN =
            ConfigOptions.key("universe-domain")
                    .stringType()
                    .defaultValue("googleapis.com")
                    .withDescription("The domain of the service.");

    public static final ConfigOption<String> QUOTA_PROJECT =
            ConfigOptions.key("quota-project")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The project that pays for requests; by default that of the"
                                    + " credentials.");

    public static final ConfigOption<CredentialsType> CREDENTIALS_TYPE =
            ConfigOptions.key("credentials.type")
                    .enumType(CredentialsType.class)
                    .defaultValue(CredentialsType.DEFAULT)
                    .withDescription(
                            "How to log in: 'default' for Google's default chain, 'file' or"
                                    + " 'secret' for a JSON key, 'access-token' for a token that"
                                    + " somebody else renews, 'impersonate' for a service account"
                                    + " that the default one acts for, 'none' for no login.");

    public static final ConfigOption<String> CREDENTIALS_FILE =
            ConfigOptions.key("credentials.file")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "With 'credentials.type' = 'file': the JSON key, on the client and on"
                                    + " each TaskManager.");

    public static final ConfigOption<String> CREDENTIALS_SECRET =
            ConfigOptions.key("credentials.secret")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "With 'credentials.type' = 'secret': the JSON key, as it is or in"
                                    + " Base64. It stays visible in SHOW CREATE TABLE:"
                                    + " 'credentials.file' is safer.");

    public static final ConfigOption<String> CREDENTIALS_ACCESS_TOKEN =
            ConfigOptions.key("credentials.access-token")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "With 'credentials.type' = 'access-token': the token. It stays visible"
                                    + " in SHOW CREATE TABLE and ends within an hour:"
                                    + " 'credentials.access-token.file' is better.");

    public static final ConfigOption<String> CREDENTIALS_ACCESS_TOKEN_FILE =
            ConfigOptions.key("credentials.access-token.file")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "With 'credentials.type' = 'access-token': a file with the token, on"
                                    + " the client and on each TaskManager. It is read again every"
                                    + " five minutes.");

    public static final ConfigOption<String> CREDENTIALS_IMPERSONATE =
            ConfigOptions.key("credentials.impersonate")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "With 'credentials.type' = 'impersonate': the e-mail address of the"
                                    + " service account.");

    public static final ConfigOption<String> VALUE_FORMAT =
            ConfigOptions.key("value.format")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Another name of 'format'. Beside Flink's formats both take"
                                    + " 'pubsub-schema', for topics with a schema of Pub/Sub.");

    public static final ConfigOption<List<String>> KEY_FIELDS =
            ConfigOptions.key("key.fields")
                    .stringType()
                    .asList()
                    .noDefaultValue()
                    .withDescription(
                            "The columns that make up the ordering key, separated by ';'. Messages"
                                    + " with one key are published in their order. Read from the"
                                    + " data where a message has no key.");

    public static final ConfigOption<String> KEY_FORMAT =
            ConfigOptions.key("key.format")
                    .stringType()
                    .defaultValue("raw")
                    .withDescription(
                            "The format of the ordering key, which must make a text of at most"
                                    + " 1,024 bytes of it.");

    public static final ConfigOption<Integer> SINK_BUFFER_FLUSH_MAX_ROWS =
            ConfigOptions.key("sink.buffer-flush.max-rows")
                    .intType()
                    .defaultValue(1000)
                    .withDescription("How many messages a request has at most, 1000 at most.");

    public static final ConfigOption<MemorySize> SINK_BUFFER_FLUSH_MAX_SIZE =
            ConfigOptions.key("sink.buffer-flush.max-size")
                    .memoryType()
                    .defaultValue(MemorySize.ofMebiBytes(1))
                    .withDescription(
                            "The size of its messages at which a request is sent; at most 9 mb."
                                    + " 4 mb if the input is bounded and the option is not set.");

    public static final ConfigOption<Duration> SINK_BUFFER_FLUSH_INTERVAL =
            ConfigOptions.key("sink.buffer-flush.interval")
                    .durationType()
                    .defaultValue(Duration.ofMillis(50))
                    .withDescription(
                            "How long a message waits at most until its request is sent. Zero means"
                                    + " no such limit; a bounded input has none.");

    public static final ConfigOption<Integer> SINK_REQUESTS_MAX_INFLIGHT =
            ConfigOptions.key("sink.requests.max-inflight")
                    .intType()
                    .defaultValue(8)
                    .withDescription(
                            "How many requests of a subtask wait for their answers at the same"
                                    + " time. With ordering keys a request holds the messages of"
                                    + " one key, and one request of a key is under way at a time:"
                                    + " raise it to some hundreds if there are many keys.");

    public static final ConfigOption<String> SINK_MESSAGE_ID_ATTRIBUTE =
            ConfigOptions.key("sink.message-id-attribute")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "An attribute that gets a unique id for each message, which stays the"
                                    + " same when its request is sent again, so that readers can"
                                    + " tell duplicates. A row that is computed again after a"
                                    + " failure gets another one.");

    public static final ConfigOption<CompressionType> SINK_COMPRESSION =
            ConfigOptions.key("sink.compression")
                    .enumType(CompressionType.class)
                    .defaultValue(CompressionType.NONE)
                    .withDescription("How requests are compressed: 'none' or 'gzip'.");

    public static final ConfigOption<Boolean> SINK_TOPIC_CREATE =
            ConfigOptions.key("sink.topic.create")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription("Whether a topic that is not there is created.");

    private PubSubConnectorOptions() {}
}
