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

import io.flinkbundle.connector.duckdb.sink.TargetConnection;

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Staging files that are open for reading beside the target, under names of their own. */
@Internal
final class AttachedFiles implements AutoCloseable {

    private final TargetConnection target;
    private final String prefix;
    private final List<String> aliases = new ArrayList<>();

    /**
     * @param commitId makes the names unique: they belong to the database, not to a connection
     */
    AttachedFiles(TargetConnection target, UUID commitId) {
        this.target = target;
        this.prefix = "flink_" + commitId.toString().replace('-', '_') + '_';
    }

    /** Opens a file for reading. */
    AttachedFile attach(StagedFile file) throws IOException {
        return new AttachedFile(file, attach(file.path(), " (READ_ONLY)"));
    }

    /** Creates a file and returns the quoted name for a table in it. */
    String create(Path path) throws IOException {
        return attach(path.toString(), "");
    }

    private String attach(String path, String mode) throws IOException {
        String alias = prefix + aliases.size();
        try {
            target.execute("ATTACH '" + path.replace("'", "''") + "' AS " + alias + mode);
        } catch (SQLException e) {
            throw target.failure("attach staging file '" + path + "' for a commit", e);
        }
        aliases.add(alias);
        return alias + '.' + StagedFile.TABLE;
    }

    @Override
    public void close() throws IOException {
        try {
            for (String alias : aliases) {
                target.execute("DETACH " + alias);
            }
        } catch (SQLException e) {
            throw target.failure("detach staging files", e);
        }
    }
}
