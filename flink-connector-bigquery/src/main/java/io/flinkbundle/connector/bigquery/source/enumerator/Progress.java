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

package io.flinkbundle.connector.bigquery.source.enumerator;

import org.apache.flink.annotation.Internal;

/**
 * How far a source has come that asks for new rows again and again.
 *
 * @param begun whether it has looked at all
 * @param position behind what has been handed out, in a form that only the strategy knows
 * @param ended whether there is nothing to come
 */
@Internal
public record Progress(boolean begun, String position, boolean ended) {

    /** Before the first look. */
    public static final Progress NONE = new Progress(false, "", false);

    Progress at(String next) {
        return new Progress(true, next, ended);
    }

    Progress end() {
        return new Progress(begun, position, true);
    }
}
