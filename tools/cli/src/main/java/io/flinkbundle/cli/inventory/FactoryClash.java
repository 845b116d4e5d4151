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

import java.util.List;

/**
 * Two or more jars that claim one identifier.
 *
 * @param name the identifier
 * @param kind what is made under it
 * @param locations the jars
 */
@Internal
public record FactoryClash(String name, FactoryKind kind, List<String> locations) {

    /** What is wrong and how to mend it. */
    public String explain() {
        return """
                The %s '%s' is in %d jars:
                  %s
                Flink takes any of them or refuses to choose. Keep one, and remove the others."""
                .formatted(kind, name, locations.size(), String.join("\n  ", locations));
    }
}
