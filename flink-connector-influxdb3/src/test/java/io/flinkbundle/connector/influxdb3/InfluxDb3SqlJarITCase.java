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

package io.flinkbundle.connector.influxdb3;

import io.flinkbundle.connector.common.testing.SqlJarLoader;
import io.flinkbundle.connector.common.testing.SqlJarNotice;

import org.junit.jupiter.api.Test;

import java.io.IOException;

import static org.assertj.core.api.Assertions.assertThat;

class InfluxDb3SqlJarITCase {

    private static final String JAR = "flink-sql-connector-influxdb3";

    @Test
    void namesEveryLibraryThatItBundlesAndNoOther() {
        SqlJarNotice notice = new SqlJarNotice(JAR, "io/flinkbundle/influxdb3/shaded/");

        assertThat(notice.classesWithoutNotice()).isEmpty();
        assertThat(notice.librariesWithoutClasses()).isEmpty();
        assertThat(notice.librariesWithoutLicence()).isEmpty();
    }

    @Test
    void bringsItsFactory() throws IOException {
        try (SqlJarLoader jar = SqlJarLoader.open(JAR)) {
            assertThat(jar.factory("influxdb3").getClass().getClassLoader())
                    .isSameAs(jar.classLoader());
        }
    }

    @Test
    void bringsNothingThatOthersMayBringToo() throws IOException {
        try (SqlJarLoader jar = SqlJarLoader.open(JAR)) {
            assertThat(
                            jar.classesOutside(
                                    "io/flinkbundle/connector/influxdb3/",
                                    "io/flinkbundle/influxdb3/shaded/"))
                    .isEmpty();
        }
    }
}
