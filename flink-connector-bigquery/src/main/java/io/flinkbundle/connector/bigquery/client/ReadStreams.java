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

import java.util.List;

/**
 * A table as it is at one moment, in parts that can be read at the same time. The service forgets
 * it after some hours.
 *
 * @param streams the names of the parts; none if there are no rows
 * @param schema the columns, as a message of Arrow's IPC format or in the JSON of Avro
 */
@Internal
public record ReadStreams(List<String> streams, byte[] schema) {

    public ReadStreams {
        streams = List.copyOf(streams);
    }
}
