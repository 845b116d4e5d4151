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

package io.flinkbundle.connector.pubsub.client;

import org.apache.flink.annotation.Internal;

import com.google.pubsub.v1.StreamingPullResponse;

import java.io.IOException;
import java.util.Optional;

/** Hears of a stream of messages, from one thread at a time. */
@Internal
public interface PullListener {

    void onResponse(StreamingPullResponse response);

    /**
     * The stream has ended, and another one may be opened if the failure may pass. The service ends
     * each one from time to time.
     *
     * @param failure what {@link PubSubErrors#translate} makes of it; empty if there is none
     */
    void onEnd(Optional<IOException> failure);
}
