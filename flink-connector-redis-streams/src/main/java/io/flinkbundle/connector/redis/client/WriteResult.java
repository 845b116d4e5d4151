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
 * What became of a batch of commands. Those after the first that failed are sent again with it,
 * even if the server took them: an older value must not follow a newer one.
 *
 * @param done how many commands from the first on need not be sent again
 * @param failure why there are others, a {@link RedisUnavailableException} if they can be sent
 *     again; empty exactly if there are none
 * @param rejections what the server refused for good, among those that are done
 */
@Internal
public record WriteResult(int done, Optional<IOException> failure, List<Rejection> rejections) {

    /** A command and the reason why the server refused it. */
    public record Rejection(KeyCommand command, RedisRequestException reason) {}
}
