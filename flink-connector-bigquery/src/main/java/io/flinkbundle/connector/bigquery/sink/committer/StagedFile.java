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

package io.flinkbundle.connector.bigquery.sink.committer;

import org.apache.flink.annotation.Internal;

/**
 * A finished file of JSON lines in Cloud Storage.
 *
 * @param object its name; everything before the last slash is shared by the files of a run
 * @param rows how many lines it has
 */
@Internal
public record StagedFile(String bucket, String object, long rows) {

    String uri() {
        return "gs://" + bucket + "/" + object;
    }

    /** What the names of all files of the same run begin with. */
    StagedFolder folder() {
        return new StagedFolder(bucket, object.substring(0, object.lastIndexOf('/') + 1));
    }

    /** Where the files of a run are. */
    record StagedFolder(String bucket, String prefix) {}
}
