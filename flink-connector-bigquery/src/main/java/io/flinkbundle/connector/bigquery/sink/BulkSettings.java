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

package io.flinkbundle.connector.bigquery.sink;

import org.apache.flink.annotation.Internal;

import java.io.Serializable;
import java.util.Locale;

/**
 * How the rows of a bounded input are written.
 *
 * @param method how rows get into the table
 * @param bucket for staged files; empty for one of the project's, which is created
 * @param overwrites whether they take the place of all rows that are there
 */
@Internal
public record BulkSettings(BulkMethod method, String bucket, boolean overwrites)
        implements Serializable {

    static final BulkSettings DEFAULT = new BulkSettings(BulkMethod.LOAD_JOB, "", false);

    private static final int MAX_BUCKET_CHARS = 63;

    BulkSettings withMethod(BulkMethod other) {
        return new BulkSettings(other, bucket, overwrites);
    }

    BulkSettings withBucket(String other) {
        return new BulkSettings(method, other, overwrites);
    }

    BulkSettings withOverwrites(boolean other) {
        return new BulkSettings(method, bucket, other);
    }

    /**
     * The bucket of staged files.
     *
     * @param project owns the bucket that is created
     * @param location of the dataset
     */
    public String bucketIn(String project, String location) {
        if (!bucket.isEmpty()) {
            return bucket;
        }
        String name =
                (project + "-flink-staging-" + location)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9-]", "-")
                        .replaceAll("-+$", "");
        return name.length() <= MAX_BUCKET_CHARS
                ? name
                : name.substring(name.length() - MAX_BUCKET_CHARS).replaceAll("^-+", "");
    }
}
