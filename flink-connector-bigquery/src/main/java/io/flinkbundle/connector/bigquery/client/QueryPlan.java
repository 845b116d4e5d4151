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
 * What the service says of a query that it has not run.
 *
 * @param schema that of the rows
 * @param location where the tables of the query are; empty if the service does not say
 * @param bytes how many the query reads; this is what it costs
 */
@Internal
public record QueryPlan(TableSchema schema, String location, long bytes) {}
