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

import io.flinkbundle.emulators.bigquery.errors.ApiException;
import io.flinkbundle.emulators.bigquery.store.CommitClock;

import org.apache.flink.annotation.Internal;

import com.google.gson.JsonObject;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;

/** The buckets of Cloud Storage and their objects, in memory. Thread-safe. */
@Internal
public final class ObjectStore {

    private static final Pattern BUCKET_NAME =
            Pattern.compile("[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]");
    private static final String SCHEME = "gs://";

    private final CommitClock clock;
    private final ConcurrentSkipListMap<String, Bucket> buckets = new ConcurrentSkipListMap<>();

    /** A bucket and what its owner said of it. */
    record Bucket(
            String project,
            String name,
            JsonObject resource,
            long createdMillis,
            ConcurrentSkipListMap<String, StoredObject> objects) {}

    public ObjectStore(CommitClock clock) {
        this.clock = clock;
    }

    Bucket create(String project, String name, JsonObject resource) {
        if (!BUCKET_NAME.matcher(name).matches()) {
            throw ApiException.invalid("Invalid bucket name: '" + name + "'");
        }
        Bucket bucket =
                new Bucket(project, name, resource, clock.millis(), new ConcurrentSkipListMap<>());
        if (buckets.putIfAbsent(name, bucket) != null) {
            throw ApiException.of(
                    409,
                    "conflict",
                    "Your previous request to create the named bucket succeeded and you already"
                            + " own it.");
        }
        return bucket;
    }

    Bucket bucket(String name) {
        Bucket bucket = buckets.get(name);
        if (bucket == null) {
            throw ApiException.of(404, "notFound", "The specified bucket does not exist.");
        }
        return bucket;
    }

    List<Bucket> buckets(String project) {
        return buckets.values().stream().filter(b -> b.project().equals(project)).toList();
    }

    Bucket update(String name, JsonObject resource) {
        Bucket old = bucket(name);
        Bucket updated =
                new Bucket(old.project(), name, resource, old.createdMillis(), old.objects());
        buckets.put(name, updated);
        return updated;
    }

    void delete(String name) {
        if (!bucket(name).objects().isEmpty()) {
            throw ApiException.of(409, "conflict", "The bucket you tried to delete is not empty.");
        }
        buckets.remove(name);
    }

    /**
     * Puts an object in the place of any that has its name.
     *
     * @param generation the one that must be there, 0 for none; empty for any
     */
    public synchronized StoredObject put(
            String bucket,
            String name,
            byte[] content,
            JsonObject metadata,
            Optional<Long> generation) {
        Bucket owner = bucket(bucket);
        StoredObject old = owner.objects().get(name);
        long there = old == null ? 0 : old.generation();
        if (generation.isPresent() && generation.get() != there) {
            throw ApiException.preconditionFailed(
                    "At least one of the pre-conditions you specified did not hold.");
        }
        StoredObject object =
                new StoredObject(bucket, name, content, metadata, clock.next(), clock.millis());
        owner.objects().put(name, object);
        return object;
    }

    StoredObject object(String bucket, String name) {
        StoredObject object = bucket(bucket).objects().get(name);
        if (object == null) {
            throw ApiException.of(404, "notFound", "No such object: " + bucket + "/" + name);
        }
        return object;
    }

    void delete(String bucket, String name) {
        if (bucket(bucket).objects().remove(name) == null) {
            throw ApiException.of(404, "notFound", "No such object: " + bucket + "/" + name);
        }
    }

    /** The objects whose names begin so, by name. */
    public List<StoredObject> objects(String bucket, String prefix) {
        return bucket(bucket).objects().tailMap(prefix, true).values().stream()
                .takeWhile(object -> object.name().startsWith(prefix))
                .toList();
    }

    /** The names of all buckets. */
    public List<String> bucketNames() {
        return List.copyOf(buckets.keySet());
    }

    /**
     * The objects that a URI names, which may have one asterisk.
     *
     * @throws ApiException when there is none
     */
    public List<StoredObject> resolve(String uri) {
        String path = path(uri);
        String bucket = path.substring(0, path.indexOf('/'));
        String name = path.substring(path.indexOf('/') + 1);
        if (!buckets.containsKey(bucket)) {
            throw ApiException.notFound("URI", uri);
        }
        int star = name.indexOf('*');
        List<StoredObject> found =
                star < 0
                        ? Optional.ofNullable(bucket(bucket).objects().get(name)).stream().toList()
                        : objects(bucket, name.substring(0, star)).stream()
                                .filter(o -> o.name().length() >= name.length() - 1)
                                .filter(o -> o.name().endsWith(name.substring(star + 1)))
                                .toList();
        if (found.isEmpty()) {
            throw ApiException.notFound("URI", uri);
        }
        return found;
    }

    /** Writes an object that a URI names. */
    public void write(String uri, byte[] content) {
        String path = path(uri);
        put(
                path.substring(0, path.indexOf('/')),
                path.substring(path.indexOf('/') + 1),
                content,
                new JsonObject(),
                Optional.empty());
    }

    private static String path(String uri) {
        if (!uri.startsWith(SCHEME) || uri.indexOf('/', SCHEME.length()) < 0) {
            throw ApiException.invalid(
                    "Source URI must be a Google Cloud Storage location: " + uri);
        }
        return uri.substring(SCHEME.length());
    }

    public void clear() {
        buckets.clear();
    }
}
