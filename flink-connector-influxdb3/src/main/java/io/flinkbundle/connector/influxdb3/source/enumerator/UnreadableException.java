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

package io.flinkbundle.connector.influxdb3.source.enumerator;

import org.apache.flink.annotation.Internal;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;
import org.apache.flink.util.FlinkRuntimeException;

/**
 * What is to be read is not there, or does not fit, and no restart would change that: Flink fails
 * the job at once, where its default strategy would restart it for ever.
 */
@Internal
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class UnreadableException extends FlinkRuntimeException {

    private static final long serialVersionUID = 1L;

    public UnreadableException(String message) {
        super(message);
    }

    /** The reason is its message, because that is all that the first line of a failed job shows. */
    UnreadableException(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
