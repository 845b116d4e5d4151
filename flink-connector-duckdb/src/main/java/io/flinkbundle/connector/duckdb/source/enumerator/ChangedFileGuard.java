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
import io.flinkbundle.connector.duckdb.client.LocalHost;
import io.flinkbundle.connector.duckdb.source.ChangedFilePolicy;

import org.apache.flink.annotation.Internal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.List;

/**
 * Compares a file with the one for which splits were planned. Row ids may have moved since, and the
 * rows of a view may have another order, so that the positions in a checkpoint mean other rows.
 */
@Internal
public final class ChangedFileGuard {

    private static final Logger LOG = LoggerFactory.getLogger(ChangedFileGuard.class);

    private final String path;
    private final ChangedFilePolicy policy;

    public ChangedFileGuard(String path, ChangedFilePolicy policy) {
        this.path = path;
        this.policy = policy;
    }

    /**
     * Looks at the file.
     *
     * @throws IOException if it is gone, or has changed and that is not to be ignored
     */
    void check(FileVersion planned) throws IOException {
        List<String> changes = planned.changesTo(FileVersion.of(path));
        if (changes.isEmpty()) {
            return;
        }
        String changed =
                String.format(
                        "DuckDB database '%s' on host '%s' was written since reading began: %s.",
                        path, LocalHost.name(), String.join(", ", changes));
        if (policy == ChangedFilePolicy.IGNORE) {
            LOG.warn("{} Reading goes on, because 'scan.on-changed-file' is 'ignore'.", changed);
            return;
        }
        throw new IOException(
                changed
                        + " Positions in the checkpoint may mean other rows now. Start the job"
                        + " without its state to read everything anew; or, if only other tables of"
                        + " the file were written, or rows were only added to a table, set"
                        + " 'scan.on-changed-file' to 'ignore'.");
    }
}
