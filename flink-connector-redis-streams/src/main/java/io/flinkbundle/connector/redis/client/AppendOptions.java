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

import java.io.Serializable;

/**
 * How entries are added to a stream.
 *
 * @param createStream whether a missing stream is created; its entries are rejected otherwise
 * @param trimming what each addition removes from the old end of the stream
 */
@Internal
public record AppendOptions(boolean createStream, StreamTrimming trimming) implements Serializable {

    /** Creates what is missing, and removes nothing. */
    public static final AppendOptions DEFAULT = new AppendOptions(true, StreamTrimming.none());

    public AppendOptions withCreateStream(boolean value) {
        return new AppendOptions(value, trimming);
    }

    public AppendOptions withTrimming(StreamTrimming value) {
        return new AppendOptions(createStream, value);
    }
}
