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

package io.flinkbundle.emulators.pubsub.fault;

import org.apache.flink.annotation.Internal;

import java.net.SocketAddress;

/** The connections of the server, to be broken. Thread-safe. */
@Internal
public interface Connections {

    /** Breaks the connection of a client at once, without a farewell. */
    void drop(SocketAddress client);
}
