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

package io.flinkbundle.connector.redis.client;

import org.apache.flink.annotation.Internal;

import java.util.List;

/**
 * A part of the keys that a scan finds.
 *
 * @param keys may be none although others follow; some may have been on a page before
 * @param cursor where the next page begins; {@link #START} if this was the last one
 */
@Internal
public record KeyPage(List<byte[]> keys, String cursor) {

    /** The first cursor, and the one behind the last page. */
    public static final String START = "0";

    public boolean isLast() {
        return cursor.equals(START);
    }
}
