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

package io.flinkbundle.connector.duckdb.sink.committer;

import org.apache.flink.annotation.Internal;

/**
 * A closed DuckDB file with the rows of one subtask between two checkpoints. Its path contains a
 * UUID, so that no two files are ever taken for each other.
 *
 * @param path where it lies
 * @param host the machine on which it was written, for the message when it is missing elsewhere
 * @param subtask who wrote it
 * @param rows how many rows it holds
 */
@Internal
public record StagedFile(String path, String host, int subtask, long rows) {

    /** The table in a staging file. */
    public static final String TABLE = "staged";
}
