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

package io.flinkbundle.connector.pubsub;

import io.flinkbundle.connector.common.testing.SqlJarLoader;
import io.flinkbundle.connector.common.testing.SqlJarNotice;
import io.flinkbundle.emulators.pubsub.PubSubEmulator;

import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PubSubSqlJarITCase {

    private static final String JAR = "flink-sql-connector-pubsub";
    private static final String SCHEMA = "io.flinkbundle.connector.pubsub.table.schema.";
    private static final String CLIENT = "io.flinkbundle.connector.pubsub.client.";

    @Test
    void namesEveryLibraryThatItBundlesAndNoOther() {
        SqlJarNotice notice = new SqlJarNotice(JAR, "io/flinkbundle/pubsub/shaded/");

        assertThat(notice.classesWithoutNotice()).isEmpty();
        assertThat(notice.librariesWithoutClasses()).isEmpty();
        assertThat(notice.librariesWithoutLicence()).isEmpty();
    }

    @Test
    void bringsItsFactory() throws IOException {
        try (SqlJarLoader jar = SqlJarLoader.open(JAR)) {
            assertThat(jar.factory("pubsub").getClass().getClassLoader())
                    .isSameAs(jar.classLoader());
        }
    }

    @Test
    void bringsNothingThatOthersMayBringToo() throws IOException {
        try (SqlJarLoader jar = SqlJarLoader.open(JAR)) {
            assertThat(
                            jar.classesOutside(
                                    "io/flinkbundle/connector/pubsub/",
                                    "io/flinkbundle/pubsub/shaded/"))
                    .isEmpty();
        }
    }

    @Test
    void namesWhatItBundles() throws IOException {
        try (SqlJarLoader jar = SqlJarLoader.open(JAR)) {
            assertThat(jar.text("META-INF/NOTICE"))
                    .contains(
                            "com.google.cloud:google-cloud-pubsub:",
                            "io.grpc:grpc-core:",
                            "org.apache.avro:avro:",
                            "com.fasterxml.jackson.core:jackson-core:");
        }
    }

    /** The names of gRPC's providers, and of its classes in texts, must have moved with them. */
    @Test
    void speaksToAServiceWithWhatItBundles() throws Exception {
        try (PubSubEmulator emulator = PubSubEmulator.builder().start();
                SqlJarLoader jar = SqlJarLoader.open(JAR);
                AutoCloseable client = client(jar.classLoader(), emulator.endpoint())) {
            assertThatThrownBy(
                            () ->
                                    client.getClass()
                                            .getMethod("verifyTopic", String.class)
                                            .invoke(client, "projects/p/topics/missing"))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .hasMessageContaining("Could not find projects/p/topics/missing: NOT_FOUND");
        }
    }

    /** Avro and its parser of JSON find each other where they have moved to. */
    @Test
    void readsAvroWithWhatItBundles() throws Exception {
        try (SqlJarLoader jar = SqlJarLoader.open(JAR)) {
            Class<?> missing = jar.classLoader().loadClass(SCHEMA + "MissingColumns");
            Object decoder =
                    jar.classLoader()
                            .loadClass(SCHEMA + "avro.AvroRowDecoder")
                            .getMethod("of", String.class, boolean.class, RowType.class, missing)
                            .invoke(
                                    null,
                                    "{\"type\":\"record\",\"name\":\"Order\",\"fields\":"
                                            + "[{\"name\":\"id\",\"type\":\"long\"}]}",
                                    true,
                                    RowType.of(
                                            new LogicalType[] {new BigIntType()},
                                            new String[] {"id"}),
                                    missing.getField("REFUSE").get(null));

            Object row =
                    decoder.getClass()
                            .getMethod("decode", byte[].class)
                            .invoke(decoder, (Object) "{\"id\":7}".getBytes(UTF_8));

            assertThat(row).isEqualTo(GenericRowData.of(7L));
        }
    }

    private static AutoCloseable client(ClassLoader loader, String emulatorHost)
            throws ReflectiveOperationException {
        Class<?> optionsType = loader.loadClass(CLIENT + "PubSubConnectionOptions");
        Object builder = optionsType.getMethod("builder").invoke(null);
        builder.getClass().getMethod("setEmulatorHost", String.class).invoke(builder, emulatorHost);
        Object options = builder.getClass().getMethod("build").invoke(builder);
        return (AutoCloseable)
                loader.loadClass(CLIENT + "GrpcPublishClient")
                        .getConstructor(optionsType, boolean.class)
                        .newInstance(options, false);
    }
}
