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

package io.flinkbundle.cli.inventory;

import org.apache.flink.annotation.Internal;

/**
 * A factory that is registered and does not load.
 *
 * @param factoryClass its class
 * @param jar the file name of the jar whose service file names it
 * @param reason why it does not load
 */
@Internal
public record UnusableFactory(String factoryClass, String jar, String reason) {

    /** What is wrong and how to mend it. */
    public String explain() {
        return """
                %s names the factory %s, which does not load: %s
                The jar is damaged, made for another Flink, or lacks a jar that it depends on."""
                .formatted(jar, factoryClass, reason);
    }
}
