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

package io.flinkbundle.connector.duckdb.table.lookup;

import io.flinkbundle.connector.duckdb.source.DuckDbScan;
import io.flinkbundle.connector.duckdb.source.reader.KeyField;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.table.data.RowData;

import java.io.Serializable;
import java.util.List;

/**
 * What is looked up, and how.
 *
 * @param scan the relation and its columns
 * @param key the fields of the key, in the order of the keys that come
 * @param rowSerializer copies rows of the columns
 * @param maxRetries how often a key is tried again when the file is in use
 * @param holdsFile whether the file stays open until the end
 */
@Internal
record LookupConfig(
        DuckDbScan scan,
        List<KeyField> key,
        TypeSerializer<RowData> rowSerializer,
        int maxRetries,
        boolean holdsFile)
        implements Serializable {

    private static final long serialVersionUID = 1L;
}
