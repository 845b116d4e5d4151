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

import java.io.Serializable;
import java.util.List;

/**
 * Where the messages of a table come from.
 *
 * @param subscriptions their full names; none where the job creates one for itself
 * @param topic the full name of the topic that the table names; empty where it names none
 */
@Internal
public record SchemaTopics(List<String> subscriptions, String topic) implements Serializable {

    public SchemaTopics {
        subscriptions = List.copyOf(subscriptions);
    }
}
