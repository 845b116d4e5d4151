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

package io.flinkbundle.emulators.pubsub.filter;

import org.apache.flink.annotation.Internal;

import java.util.Map;

/**
 * A filter of a subscription, which looks at attributes only.
 *
 * @see <a href="https://docs.cloud.google.com/pubsub/docs/subscription-message-filter">the
 *     language</a>
 */
@Internal
public sealed interface MessageFilter {

    /** The filter of a subscription that has none. */
    MessageFilter ALL = new All();

    boolean matches(Map<String, String> attributes);

    /**
     * Parses an expression of at most 256 bytes; an empty one lets every message through.
     *
     * @throws FilterSyntaxException with the place and the reason
     */
    static MessageFilter parse(String expression) {
        return expression.isBlank() ? ALL : new FilterParser(expression).parse();
    }

    /** Lets every message through. */
    record All() implements MessageFilter {

        @Override
        public boolean matches(Map<String, String> attributes) {
            return true;
        }
    }

    /** {@code attributes:key}. */
    record HasKey(String key) implements MessageFilter {

        @Override
        public boolean matches(Map<String, String> attributes) {
            return attributes.containsKey(key);
        }
    }

    /** {@code attributes.key = "value"}; {@code !=} is its negation, true also without the key. */
    record HasValue(String key, String value) implements MessageFilter {

        @Override
        public boolean matches(Map<String, String> attributes) {
            return value.equals(attributes.get(key));
        }
    }

    /** {@code hasPrefix(attributes.key, "prefix")}. */
    record HasPrefix(String key, String prefix) implements MessageFilter {

        @Override
        public boolean matches(Map<String, String> attributes) {
            String value = attributes.get(key);
            return value != null && value.startsWith(prefix);
        }
    }

    /** {@code NOT filter} or {@code -filter}. */
    record Not(MessageFilter filter) implements MessageFilter {

        @Override
        public boolean matches(Map<String, String> attributes) {
            return !filter.matches(attributes);
        }
    }

    /** {@code left AND right}. */
    record And(MessageFilter left, MessageFilter right) implements MessageFilter {

        @Override
        public boolean matches(Map<String, String> attributes) {
            return left.matches(attributes) && right.matches(attributes);
        }
    }

    /** {@code left OR right}. */
    record Or(MessageFilter left, MessageFilter right) implements MessageFilter {

        @Override
        public boolean matches(Map<String, String> attributes) {
            return left.matches(attributes) || right.matches(attributes);
        }
    }
}
