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

package io.flinkbundle.connector.bigquery.source.reader;

import io.flinkbundle.connector.bigquery.source.split.BigQuerySplit;

import org.apache.flink.annotation.Internal;

/** How far a stream was handed on. Not thread-safe. */
@Internal
final class BigQuerySplitState {

    private final BigQuerySplit split;
    private long offset;

    BigQuerySplitState(BigQuerySplit split) {
        this.split = split;
        this.offset = split.offset();
    }

    void moveTo(long nextOffset) {
        offset = nextOffset;
    }

    BigQuerySplit toSplit() {
        return split.at(offset);
    }
}
