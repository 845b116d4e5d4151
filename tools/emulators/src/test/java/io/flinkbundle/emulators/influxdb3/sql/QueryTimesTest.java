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

package io.flinkbundle.emulators.influxdb3.sql;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

class QueryTimesTest {

    private static List<String> bounds(String sql) throws SqlException {
        return QueryTimes.bounds(SqlTokenizer.tokens(sql)).stream()
                .map(
                        bound ->
                                bound.comparison()
                                        + " "
                                        + bound.value().stream()
                                                .map(SqlToken::text)
                                                .collect(Collectors.joining(" ")))
                .toList();
    }

    @Test
    void findsComparisonsOfTheTime() throws Exception {
        assertThat(
                        bounds(
                                "SELECT * FROM m WHERE time >= '2024-01-01' AND \"time\" < now() -"
                                        + " interval '1 hour' AND host = 'a' ORDER BY time LIMIT 5"))
                .containsExactly(">= 2024-01-01", "< now ( ) - interval 1 hour");
    }

    @Test
    void findsRanges() throws Exception {
        assertThat(bounds("SELECT 1 FROM m WHERE time BETWEEN 'a' AND 'b' AND x = 1"))
                .containsExactly(">= a", "<= b");
    }

    @Test
    void stopsAtTheEndOfParentheses() throws Exception {
        assertThat(bounds("SELECT 1 FROM (SELECT * FROM m WHERE time > 'a') WHERE (time < 'b')"))
                .containsExactly("> a", "< b");
    }

    @Test
    void findsNothingWhereAComparisonMayNotHold() throws Exception {
        assertThat(bounds("SELECT 1 FROM m WHERE time > 'a' OR x = 1")).isEmpty();
        assertThat(bounds("SELECT 1 FROM m WHERE NOT time > 'a'")).isEmpty();
    }
}
