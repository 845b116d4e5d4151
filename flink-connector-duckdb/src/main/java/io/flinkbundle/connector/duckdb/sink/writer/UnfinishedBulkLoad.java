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

package io.flinkbundle.connector.duckdb.sink.writer;

import org.apache.flink.annotation.Internal;

import java.io.IOException;

/**
 * Why a bulk load and a savepoint do not go together. The load is one open transaction, which ends
 * with its attempt, while the savepoint would hold a source that goes on in the middle: all rows
 * before it would be lost. A savepoint can be taken even where checkpoints are switched off.
 */
@Internal
final class UnfinishedBulkLoad {

    private static final String REMEDY =
            " Switch checkpoints on with 'execution.checkpointing.interval', so that the rows are"
                    + " staged and a savepoint can hold them, or let the load finish without.";

    private UnfinishedBulkLoad() {}

    static IOException inSavepoint(String table) {
        return new IOException(
                "The bulk load of table '"
                        + table
                        + "' cannot be part of a savepoint: it is one open transaction, which no"
                        + " savepoint can resume."
                        + REMEDY);
    }

    static IOException restored(String table) {
        return new IOException(
                "The bulk load of table '"
                        + table
                        + "' cannot start from restored state: it loads the whole input in one"
                        + " transaction, but a restored source goes on in the middle."
                        + REMEDY);
    }
}
