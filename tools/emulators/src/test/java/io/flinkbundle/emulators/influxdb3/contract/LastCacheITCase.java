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

package io.flinkbundle.emulators.influxdb3.contract;

import io.flinkbundle.emulators.influxdb3.testing.ContractTestBase;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.http.HttpResponse;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

class LastCacheITCase extends ContractTestBase {

    private static final String PATH = "/api/v3/configure/last_cache";

    @BeforeEach
    void writeOnePoint() throws Exception {
        http.write("m,a=old,b=old f=0,g=0i 1");
        clock.advance(Duration.ofSeconds(1));
    }

    private void create(String more) throws Exception {
        HttpResponse<String> response =
                http.postJson(PATH, "{\"db\":\"db\",\"table\":\"m\"" + more + "}");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    }

    @Test
    void holdsTheLatestPointOfEachSeries() throws Exception {
        create("");
        http.write("m,a=x,b=y f=1 10", "m,a=x,b=y f=3 30", "m,a=x,b=y f=2 20", "m,a=x,b=z f=4 10");

        assertThat(http.rows("SELECT * FROM last_cache('m', 'm_a_b_last_cache') ORDER BY b"))
                .hasToString(
                        "[{\"a\":\"x\",\"b\":\"y\",\"f\":3.0,\"time\":\"1970-01-01T00:00:00.000000030\"},"
                                + "{\"a\":\"x\",\"b\":\"z\",\"f\":4.0,\"time\":\"1970-01-01T00:00:00.000000010\"}]");
    }

    @Test
    void doesNotHoldWhatWasWrittenBefore() throws Exception {
        create("");

        assertThat(http.rows("SELECT * FROM last_cache('m')")).isEmpty();
    }

    @Test
    void tellsPointsApartByItsKeysAlone() throws Exception {
        create(",\"name\":\"c\",\"key_columns\":[\"b\"],\"value_columns\":[\"g\"],\"count\":2");
        http.write("m,a=1,b=y g=1i 10", "m,a=2,b=y g=2i 20", "m,a=3,b=y g=3i 30", "m,a=4 g=4i 40");

        assertThat(http.rows("SELECT * FROM last_cache('m', 'c') WHERE b = 'y' ORDER BY time"))
                .hasToString(
                        "[{\"b\":\"y\",\"g\":2,\"time\":\"1970-01-01T00:00:00.000000020\"},"
                                + "{\"b\":\"y\",\"g\":3,\"time\":\"1970-01-01T00:00:00.000000030\"}]");
    }

    @Test
    void holdsOnePointWithoutKeys() throws Exception {
        create(",\"name\":\"c\",\"key_columns\":[]");
        http.write("m,a=1 f=1 10", "m,a=2 f=2 20");

        assertThat(http.rows("SELECT a, f FROM last_cache('m', 'c')"))
                .hasToString("[{\"a\":\"2\",\"f\":2.0}]");
    }

    @Test
    void forgetsPointsAfterTheirTime() throws Exception {
        create(",\"name\":\"c\",\"ttl\":60");
        http.write("m,a=x,b=y f=1 10");
        clock.advance(Duration.ofSeconds(59));
        assertThat(http.rows("SELECT * FROM last_cache('m', 'c')")).hasSize(1);

        clock.advance(Duration.ofSeconds(2));

        assertThat(http.rows("SELECT * FROM last_cache('m', 'c')")).isEmpty();
    }

    @Test
    void joinsWithTables() throws Exception {
        create(",\"name\":\"c\"");
        http.write("m,a=x,b=y f=1 10", "m,a=x,b=y f=2 20");

        assertThat(
                        http.rows(
                                "SELECT m.f FROM m JOIN last_cache('m', 'c') l ON m.a = l.a AND m.time ="
                                        + " l.time"))
                .hasToString("[{\"f\":2.0}]");
    }

    @Test
    void isDeletedByParametersOrJson() throws Exception {
        create(",\"name\":\"c\"");
        create(",\"name\":\"d\"");

        assertThat(http.delete(PATH + "?db=db&table=m&name=c").statusCode()).isEqualTo(200);
        assertThat(http.delete(PATH + "?db=db&table=m&name=c").statusCode()).isEqualTo(404);

        assertThat(http.query("SELECT * FROM last_cache('m', 'c')", "").body())
                .isEqualTo("Error during planning: could not find cache for the given arguments");
        assertThat(http.rows("SELECT * FROM last_cache('m')")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                ",\"key_columns\":[\"z\"] | 400 | invalid configuration provided: invalid key column provided: z",
                ",\"key_columns\":[\"f\"] | 400 | only uint64, int64, bool, tag, and string columns are supported in the last cache",
                ",\"value_columns\":[\"z\"] | 400 | invalid configuration provided: invalid value column provided: z",
                ",\"count\":0 | 400 | serde json error: last cache size must be greater than 0"
            })
    void refusesCachesThatCannotBe(String more, int status, String message) throws Exception {
        HttpResponse<String> response =
                http.postJson(PATH, "{\"db\":\"db\",\"table\":\"m\"" + more + "}");

        assertThat(response.body()).isEqualTo(message);
        assertThat(response.statusCode()).isEqualTo(status);
    }

    @Test
    void refusesACacheTwiceAndForATableThatIsNotThere() throws Exception {
        create(",\"name\":\"c\"");

        assertThat(
                        http.postJson(PATH, "{\"db\":\"db\",\"table\":\"m\",\"name\":\"c\"}")
                                .statusCode())
                .isEqualTo(409);
        assertThat(http.postJson(PATH, "{\"db\":\"db\",\"table\":\"z\"}").statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "last_cache(m) | first argument must be the table name as a string",
                "last_cache('z') | provided table name is invalid",
                "last_cache('m', m) | second argument, if passed, must be the cache name as a string"
            })
    void refusesArgumentsThatNameNoCache(String call, String message) throws Exception {
        HttpResponse<String> response = http.query("SELECT * FROM " + call, "");

        assertThat(response.body()).isEqualTo("Error during planning: " + message);
        assertThat(response.statusCode()).isEqualTo(400);
    }
}
