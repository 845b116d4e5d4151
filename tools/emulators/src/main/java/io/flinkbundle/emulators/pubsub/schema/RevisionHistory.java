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

package io.flinkbundle.emulators.pubsub.schema;

import io.flinkbundle.emulators.pubsub.rules.Errors;
import io.flinkbundle.emulators.pubsub.rules.Limits;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.List;

/** The revisions of one schema, the newest first. Thread-safe. */
@Internal
final class RevisionHistory {

    private final String name;
    private final List<SchemaRevision> newestFirst = new ArrayList<>();

    RevisionHistory(String name, SchemaRevision first) {
        this.name = name;
        this.newestFirst.add(first);
    }

    synchronized void commit(SchemaRevision revision) {
        if (newestFirst.size() >= Limits.SCHEMA_REVISIONS) {
            throw Errors.failedPrecondition(
                    "The schema "
                            + name
                            + " has "
                            + Limits.SCHEMA_REVISIONS
                            + " revisions already, which is the limit.");
        }
        if (revision.schema().getType() != newest().schema().getType()) {
            throw Errors.invalidArgument(
                    "A revision of "
                            + name
                            + " must have the type "
                            + newest().schema().getType()
                            + ".");
        }
        newestFirst.add(0, revision);
    }

    synchronized SchemaRevision newest() {
        return newestFirst.get(0);
    }

    synchronized SchemaRevision get(String revisionId) {
        return newestFirst.stream()
                .filter(revision -> revision.id().equals(revisionId))
                .findFirst()
                .orElseThrow(() -> Errors.notFound(name + "@" + revisionId));
    }

    synchronized void delete(String revisionId) {
        SchemaRevision revision = get(revisionId);
        if (newestFirst.size() == 1) {
            throw Errors.failedPrecondition(
                    "The only revision of " + name + " cannot be deleted; delete the schema.");
        }
        newestFirst.remove(revision);
    }

    synchronized List<SchemaRevision> all() {
        return List.copyOf(newestFirst);
    }

    /**
     * The revisions of a range, the newest first.
     *
     * @param firstId the oldest one; from the beginning when empty
     * @param lastId the newest one; to the end when empty
     */
    synchronized List<SchemaRevision> range(String firstId, String lastId) {
        int from = lastId.isEmpty() ? 0 : newestFirst.indexOf(get(lastId));
        int to = firstId.isEmpty() ? newestFirst.size() : newestFirst.indexOf(get(firstId)) + 1;
        if (from >= to) {
            throw Errors.invalidArgument(
                    "The first revision "
                            + firstId
                            + " is later than the last one "
                            + lastId
                            + ".");
        }
        return List.copyOf(newestFirst.subList(from, to));
    }
}
