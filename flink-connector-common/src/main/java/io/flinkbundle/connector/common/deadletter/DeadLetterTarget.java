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

package io.flinkbundle.connector.common.deadletter;

import org.apache.flink.annotation.PublicEvolving;

import java.io.Serializable;

/**
 * Where dead letters go, other than to files: a connector may keep them in its own system.
 * Immutable and serializable.
 */
@PublicEvolving
@FunctionalInterface
public interface DeadLetterTarget extends Serializable {

    /**
     * Makes the writer of one subtask. It connects when it is first needed.
     *
     * @param connector the identifier of the connector that found the bad records
     * @param subtask the index of the subtask
     */
    DeadLetterWriter open(String connector, int subtask);
}
