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

package io.flinkbundle.chaos.scenario;

import io.flinkbundle.chaos.load.RowOrigin;
import io.flinkbundle.chaos.process.Server;

import org.apache.flink.annotation.Internal;

import java.util.List;

/**
 * What a job reads and writes.
 *
 * @param server the one that is put to the test
 */
@Internal
public record Stage(RowOrigin origin, Target target, Server server) implements AutoCloseable {

    /** The tables, and between them the rows with their number within their key. */
    public List<String> definitions() {
        return List.of(
                origin.definition(),
                """
                CREATE VIEW counted AS SELECT n, k, COUNT(*) OVER (
                  PARTITION BY k ORDER BY seen_at
                  ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c
                FROM rows_in""",
                target.definition());
    }

    @Override
    public void close() {
        origin.close();
        target.close();
        server.close();
    }
}
