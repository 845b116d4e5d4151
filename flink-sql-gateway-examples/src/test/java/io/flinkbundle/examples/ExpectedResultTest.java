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

package io.flinkbundle.examples;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.sql.SQLException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds expected results against DuckDB's own answer, so that they are not merely what Flink once
 * said.
 */
class ExpectedResultTest {

    @Test
    void earthquakesPerDayIsWhatDuckDbCounts() throws SQLException {
        ResultTable counted =
                DuckDb.query(
                        """
                        SELECT CAST(epoch_ms("time") AS DATE) AS day,
                               count(*) AS quakes,
                               count(*) FILTER (magnitude >= 2.5) AS felt,
                               max(magnitude)::DECIMAL(4, 2) AS strongest,
                               avg(depth_km)::DECIMAL(6, 1) AS average_depth_km
                        FROM read_csv('data/earthquakes.csv')
                        WHERE type = 'earthquake'
                        GROUP BY day ORDER BY day""");

        assertThat(counted).isEqualTo(DuckDb.csv(Path.of("expected/01-earthquakes-per-day.csv")));
    }
}
