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

import org.apache.flink.annotation.Internal;

import com.google.gson.JsonObject;

import java.util.List;
import java.util.Locale;

/** Reads what stands behind PARTITION BY. */
@Internal
final class Partitioning {

    private Partitioning() {}

    /** Adds the partitioning that comes next to the resource of a table. */
    static void parse(Tokens tokens, JsonObject resource) {
        Token first = tokens.next();
        if (first.is("RANGE_BUCKET")) {
            range(tokens.parenthesized().split(), resource);
            return;
        }
        String type = "DAY";
        String field = first.text();
        if (tokens.peek().is("(")) {
            List<Tokens> arguments = tokens.parenthesized().split();
            field = arguments.get(0).peek().text();
            if (arguments.size() > 1) {
                type = arguments.get(1).peek().text().toUpperCase(Locale.ROOT);
            }
        }
        JsonObject partitioning = new JsonObject();
        partitioning.addProperty("type", type);
        if (!field.toUpperCase(Locale.ROOT).startsWith("_PARTITION")) {
            partitioning.addProperty("field", field);
        }
        resource.add("timePartitioning", partitioning);
    }

    private static void range(List<Tokens> arguments, JsonObject resource) {
        Tokens array = arguments.get(1);
        if (!array.skip("GENERATE_ARRAY")) {
            throw ApiException.notEmulated("RANGE_BUCKET without GENERATE_ARRAY");
        }
        List<Tokens> bounds = array.parenthesized().split();
        JsonObject range = new JsonObject();
        range.addProperty("start", bounds.get(0).peek().text());
        range.addProperty("end", bounds.get(1).peek().text());
        range.addProperty("interval", bounds.get(2).peek().text());
        JsonObject partitioning = new JsonObject();
        partitioning.addProperty("field", arguments.get(0).peek().text());
        partitioning.add("range", range);
        resource.add("rangePartitioning", partitioning);
    }
}
