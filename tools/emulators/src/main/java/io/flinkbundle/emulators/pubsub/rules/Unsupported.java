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

package io.flinkbundle.emulators.pubsub.rules;

import org.apache.flink.annotation.Internal;

/**
 * Refuses what the emulator does not have, because to accept a setting and ignore it would be a
 * lie.
 */
@Internal
public final class Unsupported {

    private Unsupported() {}

    /** Throws UNIMPLEMENTED when a request asks for it. */
    public static void refuse(boolean asked, String what) {
        if (asked) {
            throw Errors.unimplemented("The emulator has no " + what + ".");
        }
    }
}
