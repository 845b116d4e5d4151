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

package io.flinkbundle.connector.duckdb.source.split;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * A range of a table's row ids, and how far it has been read. Immutable.
 *
 * @param splitId names the split within one job
 * @param fromRowId the first row id of the range
 * @param toRowId the first row id behind the range
 * @param lastRowId the last row id that was emitted; reading goes on behind it
 */
@PublicEvolving
public record DuckDbSplit(String splitId, long fromRowId, long toRowId, long lastRowId)
        implements SourceSplit {

    /** A split of which nothing has been read. */
    public static DuckDbSplit unread(long fromRowId, long toRowId) {
        return new DuckDbSplit(
                "rowid-" + fromRowId + '-' + toRowId, fromRowId, toRowId, fromRowId - 1);
    }

    /** The same range, read up to a row. */
    public DuckDbSplit readUpTo(long rowId) {
        return new DuckDbSplit(splitId, fromRowId, toRowId, rowId);
    }
}
