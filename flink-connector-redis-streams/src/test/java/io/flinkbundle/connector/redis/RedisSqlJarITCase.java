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

package io.flinkbundle.connector.redis;

import io.flinkbundle.connector.common.testing.SqlJarLoader;
import io.flinkbundle.connector.common.testing.SqlJarNotice;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;

import static org.assertj.core.api.Assertions.assertThat;

class RedisSqlJarITCase {

    private static final String JAR = "flink-sql-connector-redis-streams";

    @ParameterizedTest
    @ValueSource(strings = {"redis-streams", "redis"})
    void bringsItsFactories(String connector) throws IOException {
        try (SqlJarLoader jar = SqlJarLoader.open(JAR)) {
            assertThat(jar.factory(connector).getClass().getClassLoader())
                    .isSameAs(jar.classLoader());
        }
    }

    @Test
    void namesEveryLibraryThatItBundlesAndNoOther() {
        SqlJarNotice notice = new SqlJarNotice(JAR, "io/flinkbundle/redis/shaded/");

        assertThat(notice.classesWithoutNotice()).isEmpty();
        assertThat(notice.librariesWithoutClasses()).isEmpty();
        assertThat(notice.librariesWithoutLicence()).isEmpty();
    }

    @Test
    void bringsNothingThatOthersMayBringToo() throws IOException {
        try (SqlJarLoader jar = SqlJarLoader.open(JAR)) {
            assertThat(
                            jar.classesOutside(
                                    "io/flinkbundle/connector/redis/",
                                    "io/flinkbundle/redis/shaded/"))
                    .isEmpty();
        }
    }

    @Test
    void namesWhatItBundles() throws IOException {
        try (SqlJarLoader jar = SqlJarLoader.open(JAR)) {
            assertThat(jar.text("META-INF/NOTICE")).contains("redis.clients:jedis:");
            assertThat(jar.text("META-INF/licenses/LICENSE.jedis")).contains("MIT License");
        }
    }
}
