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

import io.flinkbundle.emulators.bigquery.call.Operation;
import io.flinkbundle.emulators.bigquery.errors.ApiException;
import io.flinkbundle.emulators.bigquery.gcs.ObjectStore;
import io.flinkbundle.emulators.bigquery.gcs.Uploads;
import io.flinkbundle.emulators.bigquery.http.HttpAnswer;
import io.flinkbundle.emulators.bigquery.http.HttpCall;
import io.flinkbundle.emulators.bigquery.http.Routes;
import io.flinkbundle.emulators.bigquery.rest.Json;
import io.flinkbundle.emulators.bigquery.rest.Page;
import io.flinkbundle.emulators.bigquery.rest.TablesApi;
import io.flinkbundle.emulators.bigquery.sql.Queries;
import io.flinkbundle.emulators.bigquery.store.Catalog;
import io.flinkbundle.emulators.bigquery.store.TableId;

import org.apache.flink.annotation.Internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Jobs over REST. A job is done when the call that begins it is answered.
 *
 * @see <a href="https://cloud.google.com/bigquery/docs/reference/rest/v2/jobs">jobs</a>
 */
@Internal
public final class JobsApi {

    private static final String PROJECT = "/bigquery/v2/projects/{project}";
    private static final String JOBS = PROJECT + "/jobs";
    private static final String JOB = JOBS + "/{job}";
    private static final String QUERIES = PROJECT + "/queries";
    private static final String UPLOAD = "/upload" + JOBS;
    private static final List<String> TYPES = List.of("load", "query", "copy", "extract");

    /** What a fast query and the configuration of a query job have in common. */
    private static final List<String> QUERY_FIELDS =
            List.of(
                    "query",
                    "defaultDataset",
                    "useLegacySql",
                    "parameterMode",
                    "queryParameters",
                    "useQueryCache",
                    "maximumBytesBilled");

    private final Catalog catalog;
    private final LoadJob loads;
    private final CopyJob copies;
    private final ExtractJob extracts;
    private final QueryJob queries;
    private final QueryAnswers answers;
    private final Uploads uploads;
    private final Map<String, Job> jobs = new ConcurrentHashMap<>();

    public JobsApi(
            Catalog catalog,
            TablesApi tables,
            Queries queries,
            ObjectStore objects,
            Uploads uploads,
            int maxLoadFiles) {
        this.catalog = catalog;
        this.loads = new LoadJob(catalog, tables, objects, maxLoadFiles);
        this.copies = new CopyJob(catalog, tables);
        this.extracts = new ExtractJob(catalog, objects);
        this.queries = new QueryJob(catalog, tables, queries);
        this.answers = new QueryAnswers(catalog);
        this.uploads = uploads;
    }

    public void addTo(Routes routes) {
        routes.add("POST", JOBS, Operation.JOBS_INSERT, this::insert)
                .add("GET", JOBS, Operation.JOBS_LIST, this::list)
                .add("GET", JOB, Operation.JOBS_GET, this::get)
                .add("POST", JOB + "/cancel", Operation.JOBS_CANCEL, this::cancel)
                .add("POST", QUERIES, Operation.JOBS_QUERY, this::query)
                .add(
                        "GET",
                        QUERIES + "/{job}",
                        Operation.JOBS_GET_QUERY_RESULTS,
                        this::queryResults)
                .add("POST", UPLOAD, Operation.JOBS_INSERT, this::upload)
                .add("PUT", UPLOAD, Operation.JOBS_UPLOAD, uploads::resume);
    }

    private HttpAnswer insert(HttpCall call) {
        JsonObject body = call.json();
        note(call, body);
        return HttpAnswer.json(run(call.variable("project"), body, Optional.empty()).resource());
    }

    private static void note(HttpCall call, JsonObject body) {
        call.note(
                0,
                TYPES.stream()
                                .filter(t -> Json.at(body, "configuration", t).isPresent())
                                .findFirst()
                                .orElse("")
                        + " "
                        + Json.text(body, "jobReference", "jobId").orElse(""));
    }

    private HttpAnswer upload(HttpCall call) {
        JsonObject body = call.json();
        note(call, body);
        String project = call.variable("project");
        return uploads.begin(
                call, file -> HttpAnswer.json(run(project, body, Optional.of(file)).resource()));
    }

    private static String key(String project, String id) {
        return project + "/" + id;
    }

    /** Runs a job, unless there has been one of its id. */
    private Job run(String project, JsonObject body, Optional<byte[]> uploaded) {
        JsonObject configuration =
                Json.object(body, "configuration")
                        .orElseThrow(
                                () ->
                                        ApiException.invalid(
                                                "Required parameter is missing: configuration"));
        String type =
                TYPES.stream()
                        .filter(name -> Json.object(configuration, name).isPresent())
                        .findFirst()
                        .orElseThrow(() -> ApiException.invalid("The job has no type."));
        String id =
                Json.text(body, "jobReference", "jobId")
                        .orElseGet(() -> "job_" + UUID.randomUUID());
        String location =
                Json.text(body, "jobReference", "location").orElse(catalog.defaultLocation());
        boolean dryRun = Json.flag(configuration, "dryRun");
        Job begun =
                new Job(
                        project,
                        id,
                        location,
                        configuration,
                        type,
                        catalog.clock().millis(),
                        Optional.empty(),
                        Optional.empty(),
                        new JsonObject(),
                        Optional.empty());
        if (!dryRun && jobs.putIfAbsent(key(project, id), begun) != null) {
            throw ApiException.duplicate("Job", project + ":" + location + "." + id);
        }
        Job done = finish(begun, uploaded, dryRun);
        if (!dryRun) {
            jobs.put(key(project, id), done);
        }
        return done;
    }

    private Job finish(Job job, Optional<byte[]> uploaded, boolean dryRun) {
        JsonObject config = job.configuration().getAsJsonObject(job.type());
        try {
            if (job.type().equals("query")) {
                QueryJob.Outcome outcome = queries.run(job.project(), config, dryRun);
                return ended(
                        job,
                        Optional.empty(),
                        outcome.result(),
                        outcome.statistics(),
                        outcome.affectedRows());
            }
            JsonObject statistics =
                    switch (job.type()) {
                        case "load" -> loads.run(job.project(), config, uploaded);
                        case "copy" -> copies.run(job.project(), config);
                        default -> extracts.run(job.project(), config);
                    };
            return ended(job, Optional.empty(), Optional.empty(), statistics, Optional.empty());
        } catch (ApiException e) {
            if (dryRun) {
                throw e;
            }
            return ended(job, Optional.of(e), Optional.empty(), new JsonObject(), Optional.empty());
        }
    }

    private static Job ended(
            Job job,
            Optional<ApiException> error,
            Optional<TableId> result,
            JsonObject statistics,
            Optional<Long> affected) {
        return new Job(
                job.project(),
                job.id(),
                job.location(),
                job.configuration(),
                job.type(),
                job.createdMillis(),
                error,
                result,
                statistics,
                affected);
    }

    private Job job(HttpCall call) {
        Job job = jobs.get(key(call.variable("project"), call.variable("job")));
        if (job == null) {
            throw ApiException.notFound(
                    "Job", call.variable("project") + ":" + call.variable("job"));
        }
        return job;
    }

    private HttpAnswer get(HttpCall call) {
        return HttpAnswer.json(job(call).resource());
    }

    private HttpAnswer cancel(HttpCall call) {
        JsonObject answer = new JsonObject();
        answer.addProperty("kind", "bigquery#jobCancelResponse");
        answer.add("job", job(call).resource());
        return HttpAnswer.json(answer);
    }

    private HttpAnswer list(HttpCall call) {
        List<Job> own =
                jobs.values().stream()
                        .filter(job -> job.project().equals(call.variable("project")))
                        .sorted((a, b) -> Long.compare(b.createdMillis(), a.createdMillis()))
                        .toList();
        Page<Job> page = Page.of(own, call);
        JsonArray array = new JsonArray();
        for (Job job : page.items()) {
            JsonObject resource = job.resource();
            resource.addProperty("state", "DONE");
            array.add(resource);
        }
        JsonObject answer = new JsonObject();
        answer.addProperty("kind", "bigquery#jobList");
        answer.add("jobs", array);
        page.next().ifPresent(token -> answer.addProperty("nextPageToken", token));
        return HttpAnswer.json(answer);
    }

    private HttpAnswer query(HttpCall call) {
        JsonObject body = call.json();
        call.note(0, Json.text(body, "query").orElse(""));
        JsonObject query = new JsonObject();
        for (String name : QUERY_FIELDS) {
            Json.at(body, name).ifPresent(value -> query.add(name, value));
        }
        JsonObject configuration = new JsonObject();
        configuration.add("query", query);
        Json.at(body, "dryRun").ifPresent(value -> configuration.add("dryRun", value));
        JsonObject reference = new JsonObject();
        Json.text(body, "location").ifPresent(l -> reference.addProperty("location", l));
        JsonObject whole = new JsonObject();
        whole.add("jobReference", reference);
        whole.add("configuration", configuration);
        Job job = run(call.variable("project"), whole, Optional.empty());
        job.error()
                .ifPresent(
                        e -> {
                            throw e;
                        });
        Optional<Long> most =
                Json.at(body, "maxResults").map(JsonElement::getAsLong).filter(n -> n > 0);
        return HttpAnswer.json(answers.first(job, most, QueryAnswers.timestamps(body)));
    }

    private HttpAnswer queryResults(HttpCall call) {
        return HttpAnswer.json(answers.page(job(call), call));
    }

    public void clear() {
        jobs.clear();
    }
}
