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

package io.flinkbundle.chaos.process;

import org.apache.flink.annotation.Internal;

/** A server in a process of its own, and the way to it. */
@Internal
public interface Server extends AutoCloseable {

    ChildProcess process();

    /** What the job goes through; whoever counts the rows goes to the server itself. */
    Link link();

    @Override
    void close();
}
