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

package io.flinkbundle.connector.bigquery.table.lookup;

import io.flinkbundle.connector.bigquery.source.ScanConfig;

import org.apache.flink.annotation.Internal;

import java.io.Serializable;
import java.util.List;

/**
 * What is looked up.
 *
 * @param scan the rows among which is searched
 * @param key the positions of the columns of the key in a row
 * @param maxRetries how often a query is tried again that failed for a reason that may pass
 */
@Internal
record LookupConfig(ScanConfig scan, List<Integer> key, int maxRetries) implements Serializable {

    private static final long serialVersionUID = 1L;

    LookupConfig {
        key = List.copyOf(key);
    }
}
