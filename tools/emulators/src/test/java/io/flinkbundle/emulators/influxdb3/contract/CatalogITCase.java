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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.http.HttpResponse;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

class CatalogITCase extends ContractTestBase {

    private static final String DATABASE = "/api/v3/configure/database";
    private static final String TABLE = "/api/v3/configure/table";

    private static void assertAnswer(HttpResponse<String> response, int status, String body) {
        assertThat(response.body()).isEqualTo(body);
        assertThat(response.statusCode()).isEqualTo(status);
    }

    @Test
    void createsListsAndDeletesDatabases() throws Exception {
        assertAnswer(http.postJson(DATABASE, "{\"db\":\"db\"}"), 200, "");
        assertAnswer(http.postJson(DATABASE, "{\"db\":\"a\"}"), 200, "");
        assertAnswer(
                http.get(DATABASE + "?format=json"),
                200,
                "[{\"iox::database\":\"a\"},{\"iox::database\":\"db\"}]");
        assertAnswer(http.get(DATABASE + "?format=csv"), 200, "iox::database\na\ndb\n");

        assertAnswer(http.delete(DATABASE + "?db=a"), 200, "");

        assertAnswer(http.get(DATABASE + "?format=jsonl"), 200, "{\"iox::database\":\"db\"}\n");
    }

    @Test
    void deletesTheTablesOfADatabase() throws Exception {
        http.write("m f=1 1");
        assertThat(http.rows("SELECT * FROM m")).hasSize(1);

        http.delete(DATABASE + "?db=db");
        http.write("m f=true 1");

        assertThat(http.rows("SELECT f FROM m")).hasToString("[{\"f\":true}]");
    }

    @Test
    void refusesWhatItCannotDoWithDatabases() throws Exception {
        http.postJson(DATABASE, "{\"db\":\"db\"}");

        assertAnswer(
                http.postJson(DATABASE, "{\"db\":\"db\"}"),
                409,
                "attempted to create a resource that already exists");
        assertAnswer(
                http.delete(DATABASE + "?db=none"),
                404,
                "the requested resource was not found: none");
        assertAnswer(
                http.post(DATABASE, "{\"db\":\"a\"}"),
                415,
                "unacceptable content-type, expected: application/json");
        assertAnswer(http.postJson(DATABASE, "{}"), 400, "serde json error: missing field `db`");
        assertAnswer(http.get(DATABASE), 400, "serde error: missing field `format`");
        assertAnswer(
                http.postJson(DATABASE, "{\"db\":\"_a\"}"),
                400,
                "{\"error\":\"db name did not start with a number or letter\"}");
    }

    @Test
    void forgetsPointsThatAreOlderThanTheRetentionPeriod() throws Exception {
        http.postJson(DATABASE, "{\"db\":\"db\",\"retention_period\":\"1d\"}");
        long now = clock.millis() * 1_000_000;
        long hour = Duration.ofHours(1).toNanos();
        http.write("m f=1 " + (now - 25 * hour), "m f=2 " + (now - 23 * hour), "m f=3 " + now);
        assertThat(http.rows("SELECT f FROM m ORDER BY f"))
                .hasToString("[{\"f\":2.0},{\"f\":3.0}]");

        clock.advance(Duration.ofHours(2));

        assertThat(http.rows("SELECT f FROM m")).hasToString("[{\"f\":3.0}]");
    }

    @ParameterizedTest
    @CsvSource({"1h, 0", "90min, 1", "2 hours, 1", "'1h 31m', 1", "3600s, 0"})
    void readsRetentionPeriodsAsPeopleWriteThem(String period, int rows) throws Exception {
        http.write("m f=1 " + (clock.millis() - Duration.ofMinutes(80).toMillis()) * 1_000_000);

        assertAnswer(
                http.post(
                        DATABASE + "/retention_period?db=db&duration=" + period.replace(" ", "%20"),
                        ""),
                204,
                "");

        assertThat(http.rows("SELECT * FROM m")).hasSize(rows);
    }

    @Test
    void takesRetentionPeriodsBack() throws Exception {
        http.postJson(DATABASE, "{\"db\":\"db\",\"retention_period\":\"1h\"}");

        assertAnswer(http.delete(DATABASE + "/retention_period?db=db"), 204, "");
        http.write("m f=1 1");

        assertThat(http.rows("SELECT * FROM m")).hasSize(1);
        assertAnswer(
                http.post(DATABASE + "/retention_period?db=db&duration=x", ""),
                400,
                "Cannot parse the given human time: x");
    }

    @Test
    void createsTablesThatKeepTheirTypes() throws Exception {
        assertAnswer(
                http.postJson(
                        TABLE,
                        "{\"db\":\"db\",\"table\":\"m\",\"tags\":[\"t\"],\"fields\":["
                                + "{\"name\":\"i\",\"type\":\"int64\"},{\"name\":\"u\",\"type\":\"uint64\"},"
                                + "{\"name\":\"f\",\"type\":\"float64\"},{\"name\":\"s\",\"type\":\"utf8\"},"
                                + "{\"name\":\"b\",\"type\":\"bool\"}]}"),
                200,
                "");

        assertThat(http.rows("SELECT * FROM m")).isEmpty();
        assertThat(http.write("m,t=x i=1i,u=1u,f=1,s=\"a\",b=t 1").statusCode()).isEqualTo(204);
        assertThat(http.write("m i=1 2").statusCode()).isEqualTo(400);
    }

    @Test
    void deletesTables() throws Exception {
        http.write("m f=1 1");
        http.write("n f=1 1");
        assertThat(http.rows("SELECT * FROM m")).hasSize(1);

        assertAnswer(http.delete(TABLE + "?db=db&table=m"), 200, "");

        assertThat(http.query("SELECT * FROM m", "").statusCode()).isEqualTo(400);
        assertThat(http.rows("SELECT * FROM n")).hasSize(1);
        assertThat(http.write("m f=\"another type\" 1").statusCode()).isEqualTo(204);
        assertThat(http.rows("SELECT f FROM m")).hasToString("[{\"f\":\"another type\"}]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[\"time\"] | [] | 400 | 'time' is a reserved column",
                "[\"a\"] | [{\"name\":\"a\",\"type\":\"bool\"}] | 400 | cannot add column a because it already exists with type iox::column_type::tag",
                "[] | [{\"name\":\"a\",\"type\":\"date\"}] | 400 | serde json error: unknown variant `date`, expected one of `utf8`, `int64`, `uint64`, `float64`, `bool`"
            })
    void refusesTablesThatCannotBe(String tags, String fields, int status, String message)
            throws Exception {
        assertAnswer(
                http.postJson(
                        TABLE,
                        "{\"db\":\"db\",\"table\":\"m\",\"tags\":"
                                + tags
                                + ",\"fields\":"
                                + fields
                                + "}"),
                status,
                message);
    }
}
