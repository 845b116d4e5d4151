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

package io.flinkbundle.emulators.pubsub.filter;

import org.apache.flink.annotation.Internal;

/** An expression that is not of the filter language. */
@Internal
public final class FilterSyntaxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FilterSyntaxException(String expression, int position, String reason) {
        super(
                "The filter ["
                        + expression
                        + "] is invalid at character "
                        + (position + 1)
                        + ": "
                        + reason);
    }
}
