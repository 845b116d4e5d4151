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

package io.flinkbundle.emulators.pubsub.state;

import org.apache.flink.annotation.PublicEvolving;

/**
 * How much a subscription holds at one moment.
 *
 * @param available messages that wait for delivery
 * @param outstanding messages that are leased to a subscriber
 * @param delayed messages that wait for the end of their back-off
 * @param acknowledged messages that were acknowledged since the subscription exists
 */
@PublicEvolving
public record BacklogStatistics(long available, long outstanding, long delayed, long acknowledged) {

    /** Messages that are not acknowledged. */
    public long undelivered() {
        return available + outstanding + delayed;
    }
}
