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

package io.flinkbundle.connector.pubsub.table;

import io.flinkbundle.connector.common.options.OptionChecks;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;

import java.util.List;

import static io.flinkbundle.connector.pubsub.table.PubSubConnectorOptions.KEY_FIELDS;
import static io.flinkbundle.connector.pubsub.table.PubSubConnectorOptions.KEY_FORMAT;
import static io.flinkbundle.connector.pubsub.table.PubSubConnectorOptions.VALUE_FORMAT;
import static org.apache.flink.table.factories.FactoryUtil.FORMAT;

/** Reads the options that say how columns are laid into data and ordering key. */
@Internal
final class KeyOptions {

    private final ReadableConfig config;
    private final OptionChecks checks;

    KeyOptions(ReadableConfig config) {
        this.config = config;
        this.checks = new OptionChecks(config);
    }

    /** Refuses two formats, none, and one without effect. */
    void check() {
        if (checks.isSet(FORMAT) == checks.isSet(VALUE_FORMAT)) {
            throw new ValidationException(
                    checks.isSet(FORMAT)
                            ? "Options 'format' and 'value.format' are two names of one option."
                                    + " Set one."
                            : "Option 'format' is missing: it says how the data of a message holds"
                                    + " a row, for example 'json'.");
        }
        checks.refuseUnused(KEY_FORMAT, checks.isSet(KEY_FIELDS), "'key.fields' is set");
    }

    /** Whether the schema of the topic says how data is read and written. */
    boolean isSchemaFormat() {
        return config.getOptional(FORMAT)
                .or(() -> config.getOptional(VALUE_FORMAT))
                .filter(SchemaFormat.IDENTIFIER::equals)
                .isPresent();
    }

    /**
     * Where the columns of the ordering key stand; none if there is no such key.
     *
     * @param columns all columns but those of the metadata
     */
    int[] keyColumns(List<String> columns) {
        return config.getOptional(KEY_FIELDS).orElse(List.of()).stream()
                .mapToInt(
                        name -> {
                            int column = columns.indexOf(name);
                            if (column < 0) {
                                throw new ValidationException(
                                        "Option 'key.fields' names the column '"
                                                + name
                                                + "', which the table does not have. Its columns"
                                                + " are: "
                                                + String.join(", ", columns)
                                                + ".");
                            }
                            return column;
                        })
                .toArray();
    }
}
