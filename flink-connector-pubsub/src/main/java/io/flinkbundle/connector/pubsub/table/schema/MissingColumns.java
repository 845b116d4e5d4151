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

package io.flinkbundle.connector.pubsub.table.schema;

import org.apache.flink.annotation.Internal;

/** What becomes of a column that the schema of a message does not have. */
@Internal
public enum MissingColumns {
    /** The schema does not fit the table: for the newest revision, against slips of the pen. */
    REFUSE,
    /** It is NULL, if it may be: for messages of revisions that did not have it. */
    READ_AS_NULL
}
