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

package io.flinkbundle.connector.influxdb3.table;

import io.flinkbundle.connector.influxdb3.table.pushdown.TableColumns;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.types.DataType;

/**
 * A table that is read, as it was declared.
 *
 * @param config its options
 * @param physicalType its columns but for metadata
 * @param columns what these are in the server
 * @param identifier its name in Flink
 */
@Internal
record SourceTable(
        ReadableConfig config, DataType physicalType, TableColumns columns, String identifier) {}
