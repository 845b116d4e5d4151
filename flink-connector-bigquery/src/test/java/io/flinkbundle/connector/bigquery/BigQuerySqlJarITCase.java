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

package io.flinkbundle.connector.bigquery;

import io.flinkbundle.connector.common.testing.SqlJarLoader;
import io.flinkbundle.connector.common.testing.SqlJarNotice;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BigQuerySqlJarITCase {

    private static final String JAR = "flink-sql-connector-bigquery";
    private static final String CLIENT = "io.flinkbundle.connector.bigquery.client.";

    @Test
    void namesEveryLibraryThatItBundlesAndNoOther() {
        SqlJarNotice notice = new SqlJarNotice(JAR, "io/flinkbundle/bigquery/shaded/");

        assertThat(notice.classesWithoutNotice()).isEmpty();
        assertThat(notice.librariesWithoutClasses()).isEmpty();
        assertThat(notice.librariesWithoutLicence()).isEmpty();
    }

    @Test
    void bringsItsFactory() throws IOException {
        try (SqlJarLoader jar = SqlJarLoader.open(JAR)) {
            assertThat(jar.factory("bigquery").getClass().getClassLoader())
                    .isSameAs(jar.classLoader());
        }
    }

    @Test
    void bringsNothingThatOthersMayBringToo() throws IOException {
        try (SqlJarLoader jar = SqlJarLoader.open(JAR)) {
            assertThat(
                            jar.classesOutside(
                                    "io/flinkbundle/connector/bigquery/",
                                    "io/flinkbundle/bigquery/shaded/"))
                    .isEmpty();
        }
    }

    @Test
    void namesWhatItBundles() throws IOException {
        try (SqlJarLoader jar = SqlJarLoader.open(JAR)) {
            assertThat(jar.text("META-INF/NOTICE"))
                    .contains("com.google.cloud:google-cloud-bigquery:", "io.grpc:grpc-core:");
        }
    }

    /** The names of gRPC's providers, and of its classes in texts, must have moved with them. */
    @Test
    void speaksToAServiceWithWhatItBundles() throws Exception {
        try (SqlJarLoader jar = SqlJarLoader.open(JAR);
                AutoCloseable client = client(jar.classLoader())) {
            assertThatThrownBy(
                            () ->
                                    client.getClass()
                                            .getMethod("flush", String.class, long.class)
                                            .invoke(client, "projects/p/streams/s", 1L))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .hasMessageContaining("Could not flush projects/p/streams/s")
                    .hasMessageContaining("UNAVAILABLE");
        }
    }

    /** Nothing listens at the address, which the transport has to find out. */
    private static AutoCloseable client(ClassLoader loader) throws ReflectiveOperationException {
        Class<?> optionsType = loader.loadClass(CLIENT + "BigQueryConnectionOptions");
        Class<?> credentialsType = loader.loadClass(CLIENT + "BigQueryCredentials");
        Object builder = optionsType.getMethod("builder").invoke(null);
        Class<?> builderType = builder.getClass();
        builderType.getMethod("setGrpcEndpoint", String.class).invoke(builder, "127.0.0.1:1");
        builderType.getMethod("setPlaintext", boolean.class).invoke(builder, true);
        builderType
                .getMethod("setCredentials", credentialsType)
                .invoke(builder, credentialsType.getMethod("none").invoke(null));
        Object options = builderType.getMethod("build").invoke(builder);
        return (AutoCloseable)
                loader.loadClass(CLIENT + "GrpcStorageWriteClient")
                        .getConstructor(optionsType)
                        .newInstance(options);
    }
}
