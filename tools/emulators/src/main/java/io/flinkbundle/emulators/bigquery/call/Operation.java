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

package io.flinkbundle.emulators.bigquery.call;

import org.apache.flink.annotation.PublicEvolving;

/** What a client can ask of BigQuery, of its Storage interfaces and of Cloud Storage. */
@PublicEvolving
public enum Operation {
    DATASETS_LIST,
    DATASETS_GET,
    DATASETS_INSERT,
    DATASETS_UPDATE,
    DATASETS_DELETE,
    TABLES_LIST,
    TABLES_GET,
    TABLES_INSERT,
    TABLES_UPDATE,
    TABLES_DELETE,
    TABLEDATA_LIST,
    TABLEDATA_INSERT_ALL,
    JOBS_INSERT,
    JOBS_QUERY,
    JOBS_GET,
    JOBS_LIST,
    JOBS_CANCEL,
    JOBS_GET_QUERY_RESULTS,
    JOBS_UPLOAD,
    PROJECTS_LIST,
    DISCOVERY,

    CREATE_WRITE_STREAM,
    GET_WRITE_STREAM,
    /** One request of the stream; {@code items} is the number of its rows. */
    APPEND_ROWS,
    FINALIZE_WRITE_STREAM,
    FLUSH_ROWS,
    BATCH_COMMIT_WRITE_STREAMS,
    CREATE_READ_SESSION,
    READ_ROWS,
    SPLIT_READ_STREAM,

    BUCKETS_INSERT,
    BUCKETS_GET,
    BUCKETS_LIST,
    BUCKETS_UPDATE,
    BUCKETS_DELETE,
    OBJECTS_INSERT,
    OBJECTS_GET,
    OBJECTS_DOWNLOAD,
    OBJECTS_LIST,
    OBJECTS_DELETE,
    OBJECTS_COMPOSE,

    /** Anything else, which is not found. */
    OTHER
}
