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

package io.flinkbundle.examples;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports of the loopback interface, checked before anything is started on them. */
public final class Ports {

    private Ports() {}

    /**
     * The wanted port when it is free, any free one when 0 is wanted.
     *
     * @param user what will listen there, for the message
     * @param option the option that names another port, for the message
     */
    public static int claim(int wanted, String user, String option) {
        try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException | IllegalArgumentException e) {
            throw new ExampleException(
                    "Port %d, wanted for %s, cannot be used (%s): free it, or name another with %s PORT."
                            .formatted(wanted, user, e.getMessage(), option),
                    e);
        }
    }
}
