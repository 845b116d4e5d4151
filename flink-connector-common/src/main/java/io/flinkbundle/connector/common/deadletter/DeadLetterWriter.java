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

import java.io.Closeable;
import java.io.IOException;

/** Writes the dead letters of one subtask. Not thread-safe. */
@PublicEvolving
public interface DeadLetterWriter extends Closeable {

    /** Takes a letter; it need not be durable yet. */
    void write(DeadLetter letter) throws IOException;

    /** Makes everything written so far durable; called at each checkpoint. */
    void commit() throws IOException;
}
