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

package io.flinkbundle.connector.bigquery.client;

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.io.OutputStream;

/** Keeps files in Cloud Storage until BigQuery has loaded them. Thread-safe. */
@Internal
public interface StagingClient {

    /**
     * Creates a bucket whose objects are deleted after a day, unless there is one of this name.
     *
     * @param location such as {@code EU}
     * @throws BigQueryRequestException if the account may not do so, or the bucket is somebody
     *     else's
     */
    void ensureBucket(String bucket, String location) throws IOException;

    /** Writes an object, which is there when the stream is closed, and not before. */
    OutputStream create(String bucket, String object) throws IOException;

    /** Deletes all objects whose names begin so. */
    void deleteAll(String bucket, String prefix) throws IOException;
}
