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

import org.junit.jupiter.api.Test;

import java.io.IOException;

import static org.assertj.core.api.Assertions.assertThat;

class PubSubSqlJarITCase {

    private static final String JAR = "flink-sql-connector-pubsub";

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
}
