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
import io.flinkbundle.emulators.pubsub.rules.ResourceNames;
import io.flinkbundle.emulators.pubsub.time.EmulatorClock;

import org.apache.flink.annotation.Internal;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;
import com.google.pubsub.v1.Encoding;
import com.google.pubsub.v1.Schema;
import com.google.pubsub.v1.SchemaSettings;
import com.google.pubsub.v1.SchemaView;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The schemas of all projects. Thread-safe. */
@Internal
public final class SchemaStore {

    /** The schema of a topic whose schema was deleted. */
    public static final String DELETED = "_deleted-schema_";

    private static final char REVISION_MARK = '@';

    /** Spreads consecutive revision ids over the eight hexadecimal digits. */
    private static final int SPREAD = 0x9E3779B9;

    private final EmulatorClock clock;
    private final AtomicInteger revisions = new AtomicInteger();
    private final ConcurrentSkipListMap<String, RevisionHistory> histories =
            new ConcurrentSkipListMap<>();

    public SchemaStore(EmulatorClock clock) {
        this.clock = clock;
    }

    public Schema create(String project, String id, Schema requested) {
        String name = ResourceNames.schema(project, id);
        SchemaRevision first = revision(name, requested);
        if (histories.putIfAbsent(name, new RevisionHistory(name, first)) != null) {
            throw Errors.alreadyExists(name);
        }
        return first.schema();
    }

    private SchemaRevision revision(String name, Schema requested) {
        SchemaDefinition definition = SchemaDefinition.parse(requested);
        Schema schema =
                Schema.newBuilder()
                        .setName(name)
                        .setType(requested.getType())
                        .setDefinition(requested.getDefinition())
                        .setRevisionId(String.format("%08x", revisions.incrementAndGet() * SPREAD))
                        .setRevisionCreateTime(Timestamps.fromMillis(clock.millis()))
                        .build();
        return new SchemaRevision(schema, definition);
    }

    /**
     * @param name of the schema for its newest revision, or {@code name@revision}
     */
    public Schema get(String name, SchemaView view) {
        return find(name).view(view);
    }

    private SchemaRevision find(String name) {
        int mark = name.indexOf(REVISION_MARK);
        return mark < 0
                ? history(name).newest()
                : history(name.substring(0, mark)).get(name.substring(mark + 1));
    }

    private RevisionHistory history(String name) {
        return Optional.ofNullable(histories.get(ResourceNames.checkSchema(name)))
                .orElseThrow(() -> Errors.notFound(name));
    }

    /** The newest revisions of the schemas of a project, in the order of their names. */
    public List<Schema> ofProject(String project, SchemaView view) {
        ResourceNames.checkProject(project);
        return histories.values().stream()
                .map(history -> history.newest().view(view))
                .filter(schema -> ResourceNames.isOfProject(schema.getName(), project))
                .toList();
    }

    /** The revisions of a schema, the newest first. */
    public List<Schema> revisions(String name, SchemaView view) {
        return history(name).all().stream().map(revision -> revision.view(view)).toList();
    }

    public Schema commit(String name, Schema requested) {
        RevisionHistory history = history(name);
        SchemaRevision revision = revision(name, requested);
        history.commit(revision);
        return revision.schema();
    }

    /** Commits the definition of an earlier revision anew. */
    public Schema rollback(String name, String revisionId) {
        return commit(name, history(name).get(revisionId).schema());
    }

    /** Gives the schema as it is afterwards. */
    public Schema deleteRevision(String nameWithRevision) {
        int mark = nameWithRevision.indexOf(REVISION_MARK);
        if (mark < 0) {
            throw Errors.invalidArgument(
                    "The name " + nameWithRevision + " has no revision: {schema}@{revision}.");
        }
        RevisionHistory history = history(nameWithRevision.substring(0, mark));
        history.delete(nameWithRevision.substring(mark + 1));
        return history.newest().schema();
    }

    public void delete(String name) {
        history(name);
        histories.remove(name);
    }

    public void clear() {
        histories.clear();
    }

    /** Throws INVALID_ARGUMENT when the definition is invalid. */
    public void validate(Schema schema) {
        SchemaDefinition.parse(schema);
    }

    /** Throws INVALID_ARGUMENT when the message does not follow the schema. */
    public void validateMessage(Schema schema, ByteString message, Encoding encoding) {
        checkMessage(SchemaDefinition.parse(schema), message, encoding);
    }

    /**
     * The same for a schema of the store.
     *
     * @param name of the schema for its newest revision, or {@code name@revision}
     */
    public void validateMessage(String name, ByteString message, Encoding encoding) {
        checkMessage(find(name).definition(), message, encoding);
    }

    private static void checkMessage(
            SchemaDefinition definition, ByteString message, Encoding encoding) {
        checkEncoding(encoding);
        Optional<String> refusal = definition.refusal(message, encoding);
        if (refusal.isPresent()) {
            throw Errors.invalidArgument(
                    "The message does not follow the schema: " + refusal.get());
        }
    }

    /** Throws NOT_FOUND when the schema or a revision of the range does not exist. */
    public MessageSchema messageSchema(SchemaSettings settings) {
        if (settings.getSchema().equals(DELETED)) {
            return MessageSchema.DELETED;
        }
        checkEncoding(settings.getEncoding());
        RevisionHistory history = history(settings.getSchema());
        history.range(settings.getFirstRevisionId(), settings.getLastRevisionId());
        return new RevisionsSchema(settings, history);
    }

    private static void checkEncoding(Encoding encoding) {
        if (encoding != Encoding.JSON && encoding != Encoding.BINARY) {
            throw Errors.invalidArgument("The encoding of the messages is not set.");
        }
    }
}
