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

import org.apache.flink.annotation.Internal;

import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.SchemaSettings;

import java.util.ArrayList;
import java.util.List;

/**
 * A message follows one revision of a range; they are tried from the newest to the oldest, and the
 * attributes of the message name the one that fits.
 *
 * @see <a href="https://docs.cloud.google.com/pubsub/docs/schemas">schemas</a>
 */
@Internal
final class RevisionsSchema implements MessageSchema {

    private final SchemaSettings settings;
    private final RevisionHistory history;

    RevisionsSchema(SchemaSettings settings, RevisionHistory history) {
        this.settings = settings;
        this.history = history;
    }

    @Override
    public List<PubsubMessage> check(List<PubsubMessage> messages) {
        List<SchemaRevision> revisions =
                history.range(settings.getFirstRevisionId(), settings.getLastRevisionId());
        List<PubsubMessage> checked = new ArrayList<>(messages.size());
        for (PubsubMessage message : messages) {
            checked.add(withSchema(message, fitting(message, revisions)));
        }
        return checked;
    }

    private SchemaRevision fitting(PubsubMessage message, List<SchemaRevision> revisions) {
        String reason = "";
        for (SchemaRevision revision : revisions) {
            var refusal = revision.definition().refusal(message.getData(), settings.getEncoding());
            if (refusal.isEmpty()) {
                return revision;
            }
            reason = refusal.get();
        }
        throw Errors.invalidArgument(
                "Request contains an invalid argument: the message does not follow the schema "
                        + settings.getSchema()
                        + ": "
                        + reason);
    }

    private PubsubMessage withSchema(PubsubMessage message, SchemaRevision revision) {
        return message.toBuilder()
                .putAttributes("googclient_schemaname", settings.getSchema())
                .putAttributes("googclient_schemaencoding", settings.getEncoding().name())
                .putAttributes("googclient_schemarevisionid", revision.id())
                .build();
    }
}
