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

package io.flinkbundle.emulators.bigquery.gcs;

import io.flinkbundle.emulators.bigquery.call.Operation;
import io.flinkbundle.emulators.bigquery.errors.ApiException;
import io.flinkbundle.emulators.bigquery.http.HttpAnswer;
import io.flinkbundle.emulators.bigquery.http.HttpCall;
import io.flinkbundle.emulators.bigquery.http.Routes;
import io.flinkbundle.emulators.bigquery.rest.Json;
import io.flinkbundle.emulators.bigquery.rest.Page;

import org.apache.flink.annotation.Internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.zip.CRC32C;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What staging files takes of the JSON interface of Cloud Storage.
 *
 * @see <a href="https://cloud.google.com/storage/docs/json_api/v1">the interface</a>
 */
@Internal
public final class StorageApi {

    private static final String BUCKETS = "/storage/v1/b";
    private static final String BUCKET = BUCKETS + "/{bucket}";
    private static final String OBJECTS = BUCKET + "/o";
    private static final String OBJECT = OBJECTS + "/{object}";
    private static final String UPLOAD = "/upload" + OBJECTS;
    private static final String DOWNLOAD = "/download" + OBJECT;
    private static final List<String> OWNED =
            List.of("kind", "id", "selfLink", "projectNumber", "timeCreated", "updated");

    private final ObjectStore store;
    private final Uploads uploads;

    public StorageApi(ObjectStore store, Uploads uploads) {
        this.store = store;
        this.uploads = uploads;
    }

    public void addTo(Routes routes) {
        routes.add("GET", BUCKETS, Operation.BUCKETS_LIST, this::listBuckets)
                .add("POST", BUCKETS, Operation.BUCKETS_INSERT, this::insertBucket)
                .add("GET", BUCKET, Operation.BUCKETS_GET, this::getBucket)
                .add("PATCH", BUCKET, Operation.BUCKETS_UPDATE, this::patchBucket)
                .add("DELETE", BUCKET, Operation.BUCKETS_DELETE, this::deleteBucket)
                .add("GET", OBJECTS, Operation.OBJECTS_LIST, this::list)
                .add("POST", UPLOAD, Operation.OBJECTS_INSERT, this::upload)
                .add("PUT", UPLOAD, Operation.OBJECTS_INSERT, uploads::resume)
                .add("GET", OBJECT, Operation.OBJECTS_GET, this::get)
                .add("GET", DOWNLOAD, Operation.OBJECTS_DOWNLOAD, this::download)
                .add("DELETE", OBJECT, Operation.OBJECTS_DELETE, this::delete)
                .add("POST", OBJECT + "/compose", Operation.OBJECTS_COMPOSE, this::compose);
    }

    private HttpAnswer insertBucket(HttpCall call) {
        JsonObject body = call.json();
        String name =
                Json.text(body, "name")
                        .orElseThrow(() -> ApiException.invalid("A bucket needs a name."));
        call.note(0, name);
        return HttpAnswer.json(
                bucket(
                        store.create(
                                call.parameter("project").orElse(""),
                                name,
                                Json.without(body, OWNED))));
    }

    private HttpAnswer getBucket(HttpCall call) {
        return HttpAnswer.json(bucket(store.bucket(call.variable("bucket"))));
    }

    private HttpAnswer patchBucket(HttpCall call) {
        ObjectStore.Bucket bucket = store.bucket(call.variable("bucket"));
        JsonObject change = Json.without(call.json(), OWNED);
        return HttpAnswer.json(
                bucket(store.update(bucket.name(), Json.patched(bucket.resource(), change))));
    }

    private HttpAnswer deleteBucket(HttpCall call) {
        store.delete(call.variable("bucket"));
        return HttpAnswer.noContent();
    }

    private HttpAnswer listBuckets(HttpCall call) {
        Page<ObjectStore.Bucket> page =
                Page.of(store.buckets(call.parameter("project").orElse("")), call);
        JsonArray items = new JsonArray();
        page.items().forEach(bucket -> items.add(bucket(bucket)));
        JsonObject answer = new JsonObject();
        answer.addProperty("kind", "storage#buckets");
        answer.add("items", items);
        page.next().ifPresent(token -> answer.addProperty("nextPageToken", token));
        return HttpAnswer.json(answer);
    }

    private static JsonObject bucket(ObjectStore.Bucket bucket) {
        JsonObject json = bucket.resource().deepCopy();
        json.addProperty("kind", "storage#bucket");
        json.addProperty("id", bucket.name());
        json.addProperty("name", bucket.name());
        json.addProperty("metageneration", "1");
        json.addProperty("etag", "CAE=");
        if (!json.has("location")) {
            json.addProperty("location", "US");
        }
        if (!json.has("storageClass")) {
            json.addProperty("storageClass", "STANDARD");
        }
        json.addProperty("timeCreated", time(bucket.createdMillis()));
        json.addProperty("updated", time(bucket.createdMillis()));
        return json;
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    private HttpAnswer upload(HttpCall call) {
        String bucket = call.variable("bucket");
        store.bucket(bucket);
        Optional<Long> generation = call.parameter("ifGenerationMatch").map(Long::parseLong);
        String type = call.parameter("uploadType").orElse("media");
        switch (type) {
            case "resumable" -> {
                JsonObject metadata = call.json();
                String name = name(call, metadata);
                call.note(0, name);
                return uploads.begin(
                        call, content -> put(bucket, name, content, metadata, generation));
            }
            case "multipart" -> {
                Multipart parts = Multipart.parse(call);
                String name = name(call, parts.metadata());
                call.note(parts.content().length, name);
                return put(bucket, name, parts.content(), parts.metadata(), generation);
            }
            case "media" -> {
                JsonObject metadata = new JsonObject();
                String name = name(call, metadata);
                call.note(call.body().length, name);
                return put(bucket, name, call.body(), metadata, generation);
            }
            default -> throw ApiException.invalid("Invalid uploadType: " + type);
        }
    }

    private static String name(HttpCall call, JsonObject metadata) {
        return call.parameter("name")
                .or(() -> Json.text(metadata, "name"))
                .orElseThrow(() -> ApiException.invalid("An object needs a name."));
    }

    private HttpAnswer put(
            String bucket,
            String name,
            byte[] content,
            JsonObject metadata,
            Optional<Long> generation) {
        return HttpAnswer.json(object(store.put(bucket, name, content, metadata, generation)));
    }

    private record Multipart(JsonObject metadata, byte[] content) {

        static Multipart parse(HttpCall call) {
            String type = call.header("content-type").orElse("");
            int at = type.indexOf("boundary=");
            if (at < 0) {
                throw ApiException.invalid("A multipart upload needs a boundary.");
            }
            String boundary =
                    "--" + type.substring(at + "boundary=".length()).replace("\"", "").trim();
            // Bytes as characters, so that places in the text are those in the bytes.
            String text = new String(call.body(), ISO_8859_1);
            int first = text.indexOf(boundary);
            int second = text.indexOf(boundary, first + boundary.length());
            int last = text.lastIndexOf(boundary + "--");
            int metadata = text.indexOf("\r\n\r\n", first) + 4;
            int content = text.indexOf("\r\n\r\n", second) + 4;
            return new Multipart(
                    HttpCall.json(
                            new String(
                                    Arrays.copyOfRange(call.body(), metadata, second - 2), UTF_8)),
                    Arrays.copyOfRange(call.body(), content, last - 2));
        }
    }

    private HttpAnswer get(HttpCall call) {
        if (call.parameter("alt").filter("media"::equals).isPresent()) {
            return download(call);
        }
        return HttpAnswer.json(
                object(store.object(call.variable("bucket"), call.variable("object"))));
    }

    private HttpAnswer download(HttpCall call) {
        StoredObject object = store.object(call.variable("bucket"), call.variable("object"));
        byte[] content = object.content();
        int status = 200;
        Optional<String> range = call.header("range").filter(r -> r.startsWith("bytes="));
        if (range.isPresent()) {
            String[] bounds = range.get().substring("bytes=".length()).split("-", -1);
            int from = Integer.parseInt(bounds[0]);
            int to =
                    bounds[1].isEmpty()
                            ? content.length
                            : (int) Math.min(content.length, Long.parseLong(bounds[1]) + 1);
            if (from >= content.length && content.length > 0) {
                throw ApiException.of(
                        416, "requestedRangeNotSatisfiable", "Request range not satisfiable");
            }
            content = Arrays.copyOfRange(content, from, Math.max(from, to));
            status = 206;
        }
        return HttpAnswer.bytes(status, "application/octet-stream", content)
                .withHeader("x-goog-hash", "crc32c=" + crc32c(object.content()))
                .withHeader("x-goog-generation", Long.toString(object.generation()))
                .withHeader("x-goog-metageneration", "1")
                .withHeader("x-goog-storage-class", "STANDARD")
                .withHeader("etag", Long.toString(object.generation()));
    }

    private HttpAnswer delete(HttpCall call) {
        store.delete(call.variable("bucket"), call.variable("object"));
        return HttpAnswer.noContent();
    }

    private HttpAnswer compose(HttpCall call) {
        JsonObject body = call.json();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (JsonElement source :
                Json.at(body, "sourceObjects").orElseGet(JsonArray::new).getAsJsonArray()) {
            content.writeBytes(
                    store.object(
                                    call.variable("bucket"),
                                    Json.text(source.getAsJsonObject(), "name").orElse(""))
                            .content());
        }
        return put(
                call.variable("bucket"),
                call.variable("object"),
                content.toByteArray(),
                Json.object(body, "destination").orElseGet(JsonObject::new),
                Optional.empty());
    }

    private HttpAnswer list(HttpCall call) {
        String prefix = call.parameter("prefix").orElse("");
        List<StoredObject> all = store.objects(call.variable("bucket"), prefix);
        TreeSet<String> folders = new TreeSet<>();
        Optional<String> delimiter = call.parameter("delimiter");
        if (delimiter.isPresent()) {
            all =
                    all.stream()
                            .filter(
                                    object -> {
                                        int end =
                                                object.name()
                                                        .indexOf(delimiter.get(), prefix.length());
                                        if (end >= 0) {
                                            folders.add(
                                                    object.name()
                                                            .substring(
                                                                    0,
                                                                    end
                                                                            + delimiter
                                                                                    .get()
                                                                                    .length()));
                                        }
                                        return end < 0;
                                    })
                            .toList();
        }
        Page<StoredObject> page = Page.of(all, call);
        JsonArray items = new JsonArray();
        page.items().forEach(object -> items.add(object(object)));
        JsonObject answer = new JsonObject();
        answer.addProperty("kind", "storage#objects");
        answer.add("items", items);
        if (!folders.isEmpty()) {
            JsonArray prefixes = new JsonArray();
            folders.forEach(prefixes::add);
            answer.add("prefixes", prefixes);
        }
        page.next().ifPresent(token -> answer.addProperty("nextPageToken", token));
        return HttpAnswer.json(answer);
    }

    private static JsonObject object(StoredObject object) {
        JsonObject json = Json.without(object.metadata(), OWNED);
        json.addProperty("kind", "storage#object");
        json.addProperty("id", object.bucket() + "/" + object.name() + "/" + object.generation());
        json.addProperty("bucket", object.bucket());
        json.addProperty("name", object.name());
        json.addProperty("generation", Long.toString(object.generation()));
        json.addProperty("metageneration", "1");
        json.addProperty("size", Integer.toString(object.content().length));
        json.addProperty("crc32c", crc32c(object.content()));
        json.addProperty("md5Hash", md5(object.content()));
        json.addProperty("etag", Long.toString(object.generation()));
        json.addProperty("storageClass", "STANDARD");
        json.addProperty("timeCreated", time(object.createdMillis()));
        json.addProperty("updated", time(object.createdMillis()));
        return json;
    }

    private static String crc32c(byte[] content) {
        CRC32C checksum = new CRC32C();
        checksum.update(content);
        return Base64.getEncoder()
                .encodeToString(
                        ByteBuffer.allocate(Integer.BYTES)
                                .putInt((int) checksum.getValue())
                                .array());
    }

    private static String md5(byte[] content) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("MD5").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has MD5.", e);
        }
    }
}
