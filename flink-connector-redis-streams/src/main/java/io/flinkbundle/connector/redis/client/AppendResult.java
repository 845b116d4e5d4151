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

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What became of a batch of appends. Those in neither list are in their streams.
 *
 * @param unacknowledged in their order; some of them may be in their streams nevertheless, because
 *     a broken connection loses answers
 * @param failure why there are unacknowledged ones, a {@link RedisUnavailableException} if they can
 *     be sent again; empty exactly if there are none
 * @param rejections what the server refused for good, while it took others
 */
@Internal
public record AppendResult(
        List<StreamAppend> unacknowledged,
        Optional<IOException> failure,
        List<Rejection> rejections) {

    /** An append and the reason why the server refused it. */
    public record Rejection(StreamAppend append, RedisRequestException reason) {}
}
