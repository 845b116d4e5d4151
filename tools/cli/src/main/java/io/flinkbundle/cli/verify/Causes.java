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

package io.flinkbundle.cli.verify;

import org.apache.flink.annotation.Internal;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The exceptions that findings were made from: not part of a finding, because two findings that say
 * the same are one. Not thread-safe.
 */
@Internal
public final class Causes {

    private final Map<Finding, Throwable> causes = new HashMap<>();

    /** Remembers the cause of findings; the first one that is told stays. */
    public List<Finding> of(Throwable cause, Collection<Finding> findings) {
        findings.forEach(finding -> causes.putIfAbsent(finding, cause));
        return List.copyOf(findings);
    }

    /** The exception behind a finding, if there was one. */
    public Optional<Throwable> of(Finding finding) {
        return Optional.ofNullable(causes.get(finding));
    }
}
