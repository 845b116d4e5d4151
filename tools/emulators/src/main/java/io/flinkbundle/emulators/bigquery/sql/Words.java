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

package io.flinkbundle.emulators.bigquery.sql;

import io.flinkbundle.emulators.bigquery.errors.ApiException;
import io.flinkbundle.emulators.bigquery.schema.Field;
import io.flinkbundle.emulators.bigquery.schema.FieldMode;
import io.flinkbundle.emulators.bigquery.schema.FieldType;
import io.flinkbundle.emulators.bigquery.value.Texts;

import org.apache.flink.annotation.Internal;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

import java.util.List;
import java.util.Locale;

/** Words as text again, and options as JSON. */
@Internal
final class Words {

    private static final long MILLIS_PER_DAY = 86_400_000;
    private static final int MICROS_PER_MILLI = 1_000;

    private Words() {}

    /** The words in GoogleSQL. */
    static String text(List<Token> words) {
        StringBuilder text = new StringBuilder();
        for (Token word : words) {
            if (!word.joined()) {
                text.append(' ');
            }
            text.append(
                    switch (word.kind()) {
                        case STRING -> "'" + escaped(word.text()) + "'";
                        case BYTES -> "b'" + escaped(word.text()) + "'";
                        case QUOTED -> "`" + word.text() + "`";
                        case PARAMETER -> word.text().equals("?") ? "?" : "@" + word.text();
                        default -> word.text();
                    });
        }
        return text.toString().trim();
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n");
    }

    /** Adds what an option means to the resource of a table or dataset. */
    static void option(String name, Tokens value, JsonObject resource) {
        Token first = value.next();
        boolean none = first.is("NULL");
        switch (name) {
            case "description", "friendly_name", "location", "kms_key_name" ->
                    add(resource, restName(name), none, first.text());
            case "require_partition_filter" ->
                    resource.addProperty(
                            "requirePartitionFilter", first.text().equalsIgnoreCase("true"));
            case "max_staleness" -> {
                Token amount = first.is("INTERVAL") ? value.next() : first;
                add(resource, "maxStaleness", none, Words.staleness(amount, value));
            }
            case "expiration_timestamp" -> {
                Token time = first.is("TIMESTAMP") ? value.next() : first;
                Field field = Field.of(name, FieldType.TIMESTAMP, FieldMode.NULLABLE);
                add(
                        resource,
                        "expirationTime",
                        none,
                        none
                                ? ""
                                : Long.toString(
                                        (Long) Texts.parse(field, time.text()) / MICROS_PER_MILLI));
            }
            case "default_table_expiration_days" ->
                    add(
                            resource,
                            "defaultTableExpirationMs",
                            none,
                            none
                                    ? ""
                                    : Long.toString(
                                            (long)
                                                    (Double.parseDouble(first.text())
                                                            * MILLIS_PER_DAY)));
            case "labels" -> resource.add("labels", labels(first, value));
            default -> throw ApiException.notEmulated("the option " + name);
        }
    }

    private static String restName(String option) {
        return switch (option) {
            case "friendly_name" -> "friendlyName";
            case "kms_key_name" -> "kmsKeyName";
            default -> option;
        };
    }

    private static void add(JsonObject resource, String name, boolean none, String value) {
        if (none) {
            resource.add(name, JsonNull.INSTANCE);
        } else {
            resource.addProperty(name, value);
        }
    }

    /** {@code INTERVAL 15 MINUTE} as {@code 0-0 0 0:15:0}. */
    private static String staleness(Token amount, Tokens value) {
        if (amount.kind() == Token.Kind.STRING) {
            return amount.text();
        }
        String unit = value.hasNext() ? value.next().text().toUpperCase(Locale.ROOT) : "";
        return switch (unit) {
            case "DAY" -> "0-0 " + amount.text() + " 0:0:0";
            case "HOUR" -> "0-0 0 " + amount.text() + ":0:0";
            case "MINUTE" -> "0-0 0 0:" + amount.text() + ":0";
            default -> "0-0 0 0:0:" + amount.text();
        };
    }

    /** {@code [("key", "value")]}. */
    private static JsonObject labels(Token first, Tokens value) {
        JsonObject labels = new JsonObject();
        if (!first.is("[")) {
            throw ApiException.invalidQuery("Labels are an array of pairs.");
        }
        while (value.peek().is("(")) {
            List<Tokens> pair = value.parenthesized().split();
            labels.addProperty(pair.get(0).peek().text(), pair.get(1).peek().text());
            value.skip(",");
        }
        return labels;
    }
}
