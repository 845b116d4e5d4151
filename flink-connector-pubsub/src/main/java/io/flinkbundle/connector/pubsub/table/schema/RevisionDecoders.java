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

package io.flinkbundle.connector.pubsub.table.schema;

import io.flinkbundle.connector.pubsub.client.MissingResourceException;
import io.flinkbundle.connector.pubsub.client.SchemaLookup;
import io.flinkbundle.connector.pubsub.client.SchemaUnavailableException;
import io.flinkbundle.connector.pubsub.client.TopicSchema;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.logical.RowType;

import com.google.pubsub.v1.Encoding;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Schema;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * A decoder for each revision that messages name; a revision never changes, so each is asked for
 * once. Not thread-safe.
 *
 * @see <a href="https://cloud.google.com/pubsub/docs/schemas">Schemas and the attributes that name
 *     them</a>
 */
@Internal
final class RevisionDecoders {

    static final String SCHEMA = "googclient_schemaname";
    static final String REVISION = "googclient_schemarevisionid";
    static final String ENCODING = "googclient_schemaencoding";

    private final SchemaLookup lookup;
    private final RowType columns;
    private final Map<Key, RowDecoder> decoders = new HashMap<>();

    /** Messages mostly follow the revision that the one before followed. */
    private Key lastKey = new Key("", "", "");

    private RowDecoder last;

    /**
     * @param columns what is read
     */
    RevisionDecoders(SchemaLookup lookup, RowType columns) {
        this.lookup = lookup;
        this.columns = columns;
    }

    /**
     * The decoder of the newest revision of a topic.
     *
     * @throws SchemaMismatchException if the columns do not fit it
     */
    RowDecoder add(TopicSchema schema) throws SchemaMismatchException {
        Schema newest = schema.newest();
        RowDecoder decoder =
                RowCodecs.decoder(newest, schema.encoding(), columns, MissingColumns.REFUSE);
        decoders.put(
                new Key(newest.getName(), newest.getRevisionId(), schema.encoding().name()),
                decoder);
        return decoder;
    }

    /** Whether a message says what it follows; the service sees to that when it is published. */
    static boolean isNamedBy(PubsubMessage message) {
        return message.containsAttributes(SCHEMA) && message.containsAttributes(REVISION);
    }

    /**
     * The decoder of the revision that a message names.
     *
     * @throws SchemaUnavailableException if the service does not give the revision
     */
    RowDecoder of(PubsubMessage message) throws IOException {
        String schema = message.getAttributesOrDefault(SCHEMA, "");
        String revision = message.getAttributesOrDefault(REVISION, "");
        String encoding = message.getAttributesOrDefault(ENCODING, "");
        if (!lastKey.is(schema, revision, encoding)) {
            Key key = new Key(schema, revision, encoding);
            RowDecoder decoder = decoders.get(key);
            if (decoder == null) {
                decoder = fetch(key);
                decoders.put(key, decoder);
            }
            lastKey = key;
            last = decoder;
        }
        return last;
    }

    /** What cannot be read by a revision will not be, and is not asked for again. */
    private RowDecoder fetch(Key key) throws IOException {
        try {
            return RowCodecs.decoder(
                    lookup.get(SchemaLookup.revision(key.schema(), key.revision())),
                    key.encodingOfMessages(),
                    columns,
                    MissingColumns.READ_AS_NULL);
        } catch (MissingResourceException e) {
            return failing("its schema was deleted", e);
        } catch (SchemaMismatchException e) {
            return failing(e.getMessage(), e);
        } catch (IOException e) {
            throw new SchemaUnavailableException(
                    "The schema of messages could not be had. " + e.getMessage(), e);
        }
    }

    private static RowDecoder failing(String reason, IOException cause) {
        return data -> {
            throw new IOException(reason, cause);
        };
    }

    /** What a message says about its data. */
    private record Key(String schema, String revision, String encoding) {

        private boolean is(String otherSchema, String otherRevision, String otherEncoding) {
            return revision.equals(otherRevision)
                    && schema.equals(otherSchema)
                    && encoding.equals(otherEncoding);
        }

        private Encoding encodingOfMessages() {
            return switch (encoding) {
                case "JSON" -> Encoding.JSON;
                case "BINARY" -> Encoding.BINARY;
                default -> Encoding.UNRECOGNIZED;
            };
        }
    }
}
