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

/** How much a finding matters. */
@Internal
public enum Severity {
    /** The script will not do what it says. */
    ERROR,
    /** The script runs, and probably not as somebody thinks. */
    WARNING,
    /** Nothing was found out, and why. */
    SKIPPED,
    /** It was looked at and is as it should be. */
    OK
}
