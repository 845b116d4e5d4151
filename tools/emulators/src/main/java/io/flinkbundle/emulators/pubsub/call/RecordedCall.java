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

package io.flinkbundle.emulators.pubsub.call;

import org.apache.flink.annotation.PublicEvolving;

import com.google.protobuf.Message;
import io.grpc.Status;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A call that reached the emulator.
 *
 * @param rpc its method
 * @param resource the topic, subscription, snapshot, schema or project that it names
 * @param items the messages it publishes, the ack ids it names, or 0
 * @param request the whole request, when the emulator was told to keep requests
 * @param headers its text headers in lower case, without credentials
 * @param code what the client got; empty for a stream, which is recorded when it is opened
 * @param at when it began, by the clock of the emulator
 */
@PublicEvolving
public record RecordedCall(
        Rpc rpc,
        String resource,
        int items,
        Optional<Message> request,
        Map<String, String> headers,
        Optional<Status.Code> code,
        Instant at) {

    /**
     * The request as what it is. Throws {@link IllegalStateException} when requests are not kept.
     */
    public <T extends Message> T requestAs(Class<T> type) {
        return type.cast(
                request.orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "The emulator keeps no requests; build it with"
                                                + " keepRequests(true).")));
    }
}
