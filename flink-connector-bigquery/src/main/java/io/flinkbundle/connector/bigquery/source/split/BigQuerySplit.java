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

package io.flinkbundle.connector.bigquery.source.split;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * A stream of a read session, from one of its rows on.
 *
 * @param stream its name
 * @param offset how many of its rows were read
 * @param schema how its rows are laid out; it tells their format too
 * @param untilMillis the time before which its rows were written; zero if it is not known
 */
@Internal
public record BigQuerySplit(String stream, long offset, byte[] schema, long untilMillis)
        implements SourceSplit {

    /** Rows whose time is not known. */
    public BigQuerySplit(String stream, long offset, byte[] schema) {
        this(stream, offset, schema, 0);
    }

    @Override
    public String splitId() {
        return stream;
    }

    /** The same stream from another row on. */
    public BigQuerySplit at(long otherOffset) {
        return new BigQuerySplit(stream, otherOffset, schema, untilMillis);
    }

    @Override
    public String toString() {
        return stream + " from row " + offset;
    }
}
