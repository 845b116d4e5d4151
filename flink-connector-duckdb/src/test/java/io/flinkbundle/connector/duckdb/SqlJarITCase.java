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

package io.flinkbundle.connector.duckdb;

import io.flinkbundle.connector.common.testing.SqlJarLoader;
import io.flinkbundle.connector.common.testing.SqlJarNotice;

import org.apache.flink.table.factories.CatalogFactory;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SqlJarITCase {

    private static final String NAME = "flink-sql-connector-duckdb";

    @Test
    void namesEveryLibraryThatItBundlesAndNoOther() {
        SqlJarNotice notice =
                new SqlJarNotice("flink-sql-connector-duckdb", "io/flinkbundle/duckdb/shaded/");

        assertThat(notice.classesWithoutNotice()).isEmpty();
        assertThat(notice.librariesWithoutClasses()).isEmpty();
        assertThat(notice.librariesWithoutLicence()).isEmpty();
    }

    @Test
    void theFactoriesAreFoundInTheJarWithTheDriverInTheParent() throws Exception {
        try (SqlJarLoader jar = SqlJarLoader.open(NAME)) {
            assertThat(jar.factory("duckdb").getClass().getClassLoader())
                    .isSameAs(jar.classLoader());
            assertThat(jar.factory(CatalogFactory.class, "duckdb").getClass().getClassLoader())
                    .isSameAs(jar.classLoader());
        }
    }

    @Test
    void theJarHoldsOnlyWhatIsOurs() throws Exception {
        try (SqlJarLoader jar = SqlJarLoader.open(NAME)) {
            assertThat(jar.classesOutside("io/flinkbundle/")).isEmpty();
        }
    }
}
