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

package io.flinkbundle.connector.redis.table;

import io.flinkbundle.connector.redis.client.RedisMode;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

import java.util.List;

/** The table options that tell where Redis is and how to log in. */
@PublicEvolving
public final class RedisServerOptions {

    public static final ConfigOption<String> HOST =
            ConfigOptions.key("host")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The host of the Redis server; required unless 'nodes' are set.");

    public static final ConfigOption<Integer> PORT =
            ConfigOptions.key("port")
                    .intType()
                    .defaultValue(6379)
                    .withDescription("The port of the Redis server.");

    public static final ConfigOption<String> USERNAME =
            ConfigOptions.key("username")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The user in the server's access list. The server's default user if"
                                    + " not set.");

    public static final ConfigOption<String> PASSWORD =
            ConfigOptions.key("password")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The password. It stays visible in SHOW CREATE TABLE and in the job"
                                    + " graph; prefer 'password.file'.");

    public static final ConfigOption<String> PASSWORD_FILE =
            ConfigOptions.key("password.file")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "A file that holds the password, readable on each TaskManager and on"
                                    + " the JobManager. It is read again for each connection.");

    public static final ConfigOption<Integer> DATABASE =
            ConfigOptions.key("database")
                    .intType()
                    .defaultValue(0)
                    .withDescription("The number of the database. A cluster has 0 only.");

    public static final ConfigOption<RedisMode> MODE =
            ConfigOptions.key("mode")
                    .enumType(RedisMode.class)
                    .defaultValue(RedisMode.STANDALONE)
                    .withDescription(
                            "How the servers are arranged: 'standalone' for one server; 'sentinel'"
                                    + " for a master with replicas, which 'nodes' know as"
                                    + " 'sentinel.master'; 'cluster' for several masters that share"
                                    + " the keys.");

    public static final ConfigOption<List<String>> NODES =
            ConfigOptions.key("nodes")
                    .stringType()
                    .asList()
                    .noDefaultValue()
                    .withDescription(
                            "In place of 'host' and 'port', separated by ';': some servers of the"
                                    + " cluster, or the Sentinels, as 'redis-1:6379;redis-2:6379'."
                                    + " Any of them that answers is enough.");

    public static final ConfigOption<String> SENTINEL_MASTER =
            ConfigOptions.key("sentinel.master")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "With 'mode' = 'sentinel': the name by which the Sentinels know the"
                                    + " master.");

    public static final ConfigOption<Boolean> SSL_ENABLED =
            ConfigOptions.key("ssl.enabled")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription("Whether connections are encrypted with TLS.");

    public static final ConfigOption<Boolean> SSL_VERIFY_HOSTNAME =
            ConfigOptions.key("ssl.verify-hostname")
                    .booleanType()
                    .defaultValue(true)
                    .withDescription(
                            "With 'ssl.enabled': whether the server's certificate must name the"
                                    + " host that was connected to.");

    public static final ConfigOption<String> SSL_TRUSTSTORE_PATH =
            ConfigOptions.key("ssl.truststore.path")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "With 'ssl.enabled': a file on each TaskManager and on the JobManager"
                                    + " with the certificates to trust, in place of those that the JVM trusts.");

    public static final ConfigOption<String> SSL_TRUSTSTORE_TYPE =
            ConfigOptions.key("ssl.truststore.type")
                    .stringType()
                    .defaultValue("PKCS12")
                    .withDescription("The type of 'ssl.truststore.path': 'PKCS12' or 'JKS'.");

    public static final ConfigOption<String> SSL_TRUSTSTORE_PASSWORD =
            ConfigOptions.key("ssl.truststore.password")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The password of 'ssl.truststore.path'. It stays visible in SHOW CREATE"
                                    + " TABLE; prefer 'ssl.truststore.password.file'.");

    public static final ConfigOption<String> SSL_TRUSTSTORE_PASSWORD_FILE =
            ConfigOptions.key("ssl.truststore.password.file")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("A file that holds the password of 'ssl.truststore.path'.");

    public static final ConfigOption<String> SSL_KEYSTORE_PATH =
            ConfigOptions.key("ssl.keystore.path")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "With 'ssl.enabled': a file on each TaskManager and on the JobManager"
                                    + " with the certificate and the key that the client shows, where the server asks for one.");

    public static final ConfigOption<String> SSL_KEYSTORE_TYPE =
            ConfigOptions.key("ssl.keystore.type")
                    .stringType()
                    .defaultValue("PKCS12")
                    .withDescription("The type of 'ssl.keystore.path': 'PKCS12' or 'JKS'.");

    public static final ConfigOption<String> SSL_KEYSTORE_PASSWORD =
            ConfigOptions.key("ssl.keystore.password")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "The password of 'ssl.keystore.path'. It stays visible in SHOW CREATE"
                                    + " TABLE; prefer 'ssl.keystore.password.file'.");

    public static final ConfigOption<String> SSL_KEYSTORE_PASSWORD_FILE =
            ConfigOptions.key("ssl.keystore.password.file")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("A file that holds the password of 'ssl.keystore.path'.");

    private RedisServerOptions() {}
}
