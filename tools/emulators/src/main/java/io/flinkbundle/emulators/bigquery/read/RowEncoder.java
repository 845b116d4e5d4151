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

package io.flinkbundle.emulators.bigquery.read;

import org.apache.flink.annotation.Internal;

import com.google.cloud.bigquery.storage.v1.ReadRowsResponse;
import com.google.cloud.bigquery.storage.v1.ReadSession;

import java.util.List;

/** Writes rows in a format of the Storage Read interface. Not thread-safe. */
@Internal
interface RowEncoder extends AutoCloseable {

    /** Adds the schema to a session. */
    void describe(ReadSession.Builder session);

    /** Adds the schema to a response. */
    void describe(ReadRowsResponse.Builder response);

    /** Adds rows to a response. */
    void encode(List<Object[]> rows, ReadRowsResponse.Builder response);

    @Override
    void close();
}
