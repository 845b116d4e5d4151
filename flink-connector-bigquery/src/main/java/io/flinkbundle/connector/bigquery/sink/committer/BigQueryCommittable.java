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
 */
@Internal
public record BigQueryCommittable(Map<String, Long> bufferedRows, List<String> pendingStreams) {

    public BigQueryCommittable {
        bufferedRows = Map.copyOf(bufferedRows);
        pendingStreams = List.copyOf(pendingStreams);
    }

    /** Rows of a BUFFERED stream, up to one of them. */
    public static BigQueryCommittable buffered(String stream, long lastOffset) {
        return new BigQueryCommittable(Map.of(stream, lastOffset), List.of());
    }

    /** All rows of a PENDING stream. */
    public static BigQueryCommittable pending(String stream) {
        return new BigQueryCommittable(Map.of(), List.of(stream));
    }

    /** All of them in one. */
    public static BigQueryCommittable merge(Collection<BigQueryCommittable> parts) {
        Map<String, Long> buffered = new LinkedHashMap<>();
        Set<String> pending = new LinkedHashSet<>();
        for (BigQueryCommittable part : parts) {
            part.bufferedRows().forEach((stream, last) -> buffered.merge(stream, last, Math::max));
            pending.addAll(part.pendingStreams());
        }
        return new BigQueryCommittable(buffered, new ArrayList<>(pending));
    }
}
