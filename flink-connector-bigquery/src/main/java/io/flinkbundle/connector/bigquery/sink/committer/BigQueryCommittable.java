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

package io.flinkbundle.connector.bigquery.sink.committer;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rows that are written and not visible yet. It says how they were written, whatever the sink does
 * now, so that rows of an older savepoint become visible in their own way.
 *
 * @param bufferedRows the last row to make visible, by the names of BUFFERED streams
 * @param pendingStreams the names of PENDING streams
 * @param stagedFiles files that a load job takes over
 * @param loadId names the load jobs of the files; empty until the input has ended
 */
@Internal
public record BigQueryCommittable(
        Map<String, Long> bufferedRows,
        List<String> pendingStreams,
        List<StagedFile> stagedFiles,
        String loadId) {

    public BigQueryCommittable {
        bufferedRows = Map.copyOf(bufferedRows);
        pendingStreams = List.copyOf(pendingStreams);
        stagedFiles = List.copyOf(stagedFiles);
    }

    /** Rows of a BUFFERED stream, up to one of them. */
    public static BigQueryCommittable buffered(String stream, long lastOffset) {
        return new BigQueryCommittable(Map.of(stream, lastOffset), List.of(), List.of(), "");
    }

    /** All rows of a PENDING stream. */
    public static BigQueryCommittable pending(String stream) {
        return new BigQueryCommittable(Map.of(), List.of(stream), List.of(), "");
    }

    /** All rows of files. */
    public static BigQueryCommittable staged(List<StagedFile> files) {
        return new BigQueryCommittable(Map.of(), List.of(), files, "");
    }

    /**
     * All of them in one.
     *
     * @param loadId names the load jobs, the same whenever the same rows are committed
     */
    public static BigQueryCommittable merge(Collection<BigQueryCommittable> parts, String loadId) {
        Map<String, Long> buffered = new LinkedHashMap<>();
        Set<String> pending = new LinkedHashSet<>();
        Set<StagedFile> staged = new LinkedHashSet<>();
        for (BigQueryCommittable part : parts) {
            part.bufferedRows().forEach((stream, last) -> buffered.merge(stream, last, Math::max));
            pending.addAll(part.pendingStreams());
            staged.addAll(part.stagedFiles());
        }
        return new BigQueryCommittable(
                buffered, new ArrayList<>(pending), new ArrayList<>(staged), loadId);
    }
}
