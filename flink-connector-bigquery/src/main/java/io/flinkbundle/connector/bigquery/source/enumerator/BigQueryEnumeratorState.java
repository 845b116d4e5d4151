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

package io.flinkbundle.connector.bigquery.source.enumerator;

import io.flinkbundle.connector.bigquery.source.split.BigQuerySplit;

import org.apache.flink.annotation.Internal;

import java.util.List;

/**
 * How far the table was handed out.
 *
 * @param opened whether its streams are known
 * @param waiting those that no reader has
 * @param queryId names the query that is read, or begins the names of those that are; empty before
 *     the start, and where there is none
 * @param progress how far the source has come if it asks for new rows again and again
 */
@Internal
public record BigQueryEnumeratorState(
        boolean opened, List<BigQuerySplit> waiting, String queryId, Progress progress) {

    /** That of a source that has not begun. */
    public static final BigQueryEnumeratorState INITIAL =
            new BigQueryEnumeratorState(false, List.of(), "", Progress.NONE);

    public BigQueryEnumeratorState {
        waiting = List.copyOf(waiting);
    }
}
