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

/**
 * A statement that runs in the service.
 *
 * @param id the same for all attempts to start it; there is one job of an id
 * @param location where its tables are; empty where the service finds out
 * @param sql one statement in GoogleSQL
 * @param defaultDataset that of tables which are named alone, {@code project.dataset}; may be empty
 */
@Internal
public record QueryJob(String id, String location, String sql, String defaultDataset) {}
