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

package io.flinkbundle.cli.gateway;

import org.apache.flink.annotation.Internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A job of a cluster, through the REST server of its JobManager. */
@Internal
public final class RunningJob {

    private static final long KIBI = 1024;

    private final HttpJson http;
    private final String id;

    public RunningJob(URI jobManager, String id) {
        this.http = new HttpJson(jobManager);
        this.id = id;
    }

    public String id() {
        return id;
    }

    /** Flink's word for how it is, such as {@code RUNNING}. */
    public String state() {
        return http.get("/jobs/" + id).get("state").getAsString();
    }

    /** Whether a state is the last one. */
    public static boolean isEnd(String state) {
        return List.of("FINISHED", "FAILED", "CANCELED", "SUSPENDED").contains(state);
    }

    /** Asks the cluster to end it. */
    public void cancel() {
        http.patch("/jobs/" + id + "?mode=cancel");
    }

    /** Why it failed, in the last words of the first cause. */
    public String failure() {
        JsonObject exceptions = http.get("/jobs/" + id + "/exceptions");
        JsonArray entries =
                exceptions.getAsJsonObject("exceptionHistory").getAsJsonArray("entries");
        if (entries.isEmpty()) {
            return "the cluster does not say why";
        }
        String trace = entries.get(0).getAsJsonObject().get("stacktrace").getAsString();
        String cause =
                trace.lines()
                        .filter(line -> line.startsWith("Caused by: "))
                        .reduce((first, last) -> last)
                        .orElseGet(() -> trace.lines().findFirst().orElse(""));
        return cause.replaceFirst("^Caused by: ", "")
                .replaceFirst("^[\\w.$]+(?:Exception|Error): ", "");
    }

    /** How far it is, in a line: records, bytes, what waits at the sources, checkpoints. */
    public String progress() {
        JsonObject job = http.get("/jobs/" + id);
        long read = 0;
        long written = 0;
        long bytes = 0;
        long pending = 0;
        for (JsonElement each : job.getAsJsonArray("vertices")) {
            Figures figures = figures(each.getAsJsonObject().get("id").getAsString());
            read += figures.read();
            written += figures.written();
            bytes += figures.bytes();
            pending += figures.pending();
        }
        long checkpoints =
                http.get("/jobs/" + id + "/checkpoints")
                        .getAsJsonObject("counts")
                        .get("completed")
                        .getAsLong();
        return "%s, %s: %,d read, %,d written, %,d KiB, %,d waiting, %,d checkpoints"
                .formatted(
                        job.get("state").getAsString(),
                        time(job.get("duration").getAsLong()),
                        read,
                        written,
                        bytes / KIBI,
                        pending,
                        checkpoints);
    }

    private record Figures(long read, long written, long bytes, long pending) {}

    /** The metrics of a vertex' sources and sinks, summed over its subtasks. */
    private Figures figures(String vertex) {
        String path = "/jobs/%s/vertices/%s/subtasks/metrics".formatted(id, vertex);
        List<String> wanted = new ArrayList<>();
        for (JsonElement metric : http.get(path).getAsJsonArray("list")) {
            String name = metric.getAsJsonObject().get("id").getAsString();
            boolean source =
                    name.startsWith("Source")
                            && (name.endsWith(".numRecordsIn") || name.endsWith(".pendingRecords"));
            boolean sink = name.endsWith(".numRecordsSend") || name.endsWith(".numBytesSend");
            if (source || sink) {
                wanted.add(name);
            }
        }
        long read = 0;
        long written = 0;
        long bytes = 0;
        long pending = 0;
        if (!wanted.isEmpty()) {
            for (JsonElement each :
                    http.get(
                                    path
                                            + "?agg=sum&get="
                                            + URLEncoder.encode(
                                                    String.join(",", wanted),
                                                    StandardCharsets.UTF_8))
                            .getAsJsonArray("list")) {
                String name = each.getAsJsonObject().get("id").getAsString();
                long sum = (long) each.getAsJsonObject().get("sum").getAsDouble();
                if (name.endsWith(".numRecordsIn")) {
                    read += sum;
                } else if (name.endsWith(".numRecordsSend")) {
                    written += sum;
                } else if (name.endsWith(".numBytesSend")) {
                    bytes += sum;
                } else {
                    pending += sum;
                }
            }
        }
        return new Figures(read, written, bytes, pending);
    }

    private static String time(long millis) {
        Duration duration = Duration.ofMillis(millis);
        return "%d:%02d min".formatted(duration.toMinutes(), duration.toSecondsPart());
    }
}
