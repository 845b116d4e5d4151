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

package io.flinkbundle.emulators.bigquery.jobs;

import io.flinkbundle.emulators.bigquery.errors.ApiException;
import io.flinkbundle.emulators.bigquery.store.TableId;

import org.apache.flink.annotation.Internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import java.util.Optional;

/**
 * A job, which is done when its call is answered.
 *
 * @param type load, query, copy or extract
 * @param error why it failed
 * @param result the table with the rows that a query gave
 * @param statistics those of its type
 * @param affectedRows those that a statement changed
 */
@Internal
record Job(
        String project,
        String id,
        String location,
        JsonObject configuration,
        String type,
        long createdMillis,
        Optional<ApiException> error,
        Optional<TableId> result,
        JsonObject statistics,
        Optional<Long> affectedRows) {

    JsonObject reference() {
        JsonObject reference = new JsonObject();
        reference.addProperty("projectId", project);
        reference.addProperty("jobId", id);
        reference.addProperty("location", location);
        return reference;
    }

    /** As the REST interface shows it. */
    JsonObject resource() {
        JsonObject json = new JsonObject();
        json.addProperty("kind", "bigquery#job");
        json.addProperty("id", project + ":" + location + "." + id);
        json.addProperty("etag", Long.toString(createdMillis));
        json.addProperty("user_email", "emulator@localhost");
        json.add("jobReference", reference());
        json.add("configuration", configuration);
        JsonObject status = new JsonObject();
        status.addProperty("state", "DONE");
        error.ifPresent(
                e -> {
                    JsonObject result = errorJson(e);
                    status.add("errorResult", result);
                    JsonArray errors = new JsonArray();
                    errors.add(result);
                    status.add("errors", errors);
                });
        json.add("status", status);
        JsonObject all = new JsonObject();
        all.addProperty("creationTime", Long.toString(createdMillis));
        all.addProperty("startTime", Long.toString(createdMillis));
        all.addProperty("endTime", Long.toString(createdMillis));
        all.add(type, statistics);
        json.add("statistics", all);
        return json;
    }

    private static JsonObject errorJson(ApiException e) {
        JsonObject json = new JsonObject();
        json.addProperty("reason", e.reason());
        json.addProperty("message", e.getMessage());
        return json;
    }
}
