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

package io.flinkbundle.connector.duckdb.source.enumerator;

import io.flinkbundle.connector.duckdb.client.FileVersion;
import io.flinkbundle.connector.duckdb.source.split.Cut;
import io.flinkbundle.connector.duckdb.source.split.DuckDbSplit;

import org.apache.flink.annotation.PublicEvolving;

import java.util.List;
import java.util.Optional;

/**
 * What the enumerator knows at a checkpoint.
 *
 * @param planned whether the first splits have been made; if not, a restored job makes them
 * @param unassigned the splits that no reader has yet, in their order
 * @param file the file for which they were made; empty if nothing is left to read of it, or if it
 *     is read without an end
 * @param readTo how far splits have been made, where reading has no end; empty for not at all
 */
@PublicEvolving
public record DuckDbEnumeratorState(
        boolean planned,
        List<DuckDbSplit> unassigned,
        Optional<FileVersion> file,
        Optional<Cut> readTo) {

    public DuckDbEnumeratorState {
        unassigned = List.copyOf(unassigned);
    }

    /** The state of a fresh job. */
    public static DuckDbEnumeratorState unplanned() {
        return new DuckDbEnumeratorState(false, List.of(), Optional.empty(), Optional.empty());
    }
}
