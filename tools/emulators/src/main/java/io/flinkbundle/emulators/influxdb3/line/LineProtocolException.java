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

package io.flinkbundle.emulators.influxdb3.line;

import org.apache.flink.annotation.Internal;

/**
 * A line is refused, with the reason that the server gives. Without a stack trace, because a
 * request may hold a hundred thousand such lines.
 */
@Internal
public final class LineProtocolException extends Exception {

    private static final long serialVersionUID = 1L;

    public LineProtocolException(String reason) {
        super(reason, null, false, false);
    }
}
