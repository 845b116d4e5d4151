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

package io.flinkbundle.connector.pubsub.source;

import org.apache.flink.annotation.Internal;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Which subscriptions a source reads. */
@Internal
sealed interface SubscriptionSelection extends Serializable {

    /** Their full names, for a job that starts. */
    List<String> resolve();

    /** How they are created if they are not there; empty if they must be there. */
    Optional<NewSubscription> creation();

    /** Their names, or that of the topic where they have none yet; for lineage. */
    List<String> names();

    /** Those that are there. */
    record Existing(List<String> names) implements SubscriptionSelection {

        public Existing {
            names = List.copyOf(names);
        }

        @Override
        public List<String> resolve() {
            return names;
        }

        @Override
        public Optional<NewSubscription> creation() {
            return Optional.empty();
        }
    }

    /** One that is created if it is not there. */
    record Created(String name, NewSubscription settings) implements SubscriptionSelection {

        @Override
        public List<String> resolve() {
            return names();
        }

        @Override
        public Optional<NewSubscription> creation() {
            return Optional.of(settings);
        }

        @Override
        public List<String> names() {
            return List.of(name);
        }
    }

    /**
     * One that is created for a job, with a name that nothing else has.
     *
     * @param prefix of its full name
     */
    record MadeUp(String prefix, NewSubscription settings) implements SubscriptionSelection {

        @Override
        public List<String> resolve() {
            return List.of(prefix + UUID.randomUUID());
        }

        @Override
        public Optional<NewSubscription> creation() {
            return Optional.of(settings);
        }

        @Override
        public List<String> names() {
            return List.of(settings.topic());
        }
    }
}
