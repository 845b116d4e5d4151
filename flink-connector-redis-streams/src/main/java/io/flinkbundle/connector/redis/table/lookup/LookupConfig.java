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

package io.flinkbundle.connector.redis.table.lookup;

import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.redis.client.KeyValueClient;
import io.flinkbundle.connector.redis.table.converter.ValueReader;

import org.apache.flink.annotation.Internal;

import java.io.Serializable;

/**
 * What is read, and how.
 *
 * @param client opens connections
 * @param values asks for values and makes rows of them
 * @param onMalformed what becomes of a value that cannot be read
 */
@Internal
public record LookupConfig(KeyValueClient client, ValueReader values, BadRecordHandling onMalformed)
        implements Serializable {

    static final String CONNECTOR = "redis";

    private static final long serialVersionUID = 1L;
}
