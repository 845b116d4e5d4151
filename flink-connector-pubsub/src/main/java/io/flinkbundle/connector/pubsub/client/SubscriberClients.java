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

import java.io.IOException;
import java.io.Serializable;

/** Opens connections to subscriptions; what travels with a job. */
@Internal
public interface SubscriberClients extends Serializable {

    /**
     * Connects to read.
     *
     * @throws IOException if the credentials cannot be loaded
     */
    SubscriberClient openClient() throws IOException;

    /**
     * Connects to manage subscriptions.
     *
     * @throws IOException if the credentials cannot be loaded
     */
    SubscriptionAdmin openAdmin() throws IOException;
}
