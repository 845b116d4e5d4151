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

package io.flinkbundle.connector.duckdb.client;

import org.apache.flink.annotation.Internal;

import java.util.Optional;

/**
 * A counted claim on a name that is visible to all class loaders of the JVM.
 *
 * <p>Two copies of the connector share no static field. What they do share are the system
 * properties, so that a claim is an entry there: {@code <count> <owner>}.
 */
@Internal
final class JvmClaim {

    private final String key;
    private final String owner;

    JvmClaim(String key, String owner) {
        this.key = key;
        this.owner = owner;
    }

    /** Takes the claim once more for this owner. Returns the other owner if there is one. */
    Optional<String> tryAcquire() {
        Object entry =
                System.getProperties()
                        .compute(
                                key,
                                (ignored, current) -> {
                                    if (current == null) {
                                        return entry(1);
                                    }
                                    return isMine(current) ? entry(count(current) + 1) : current;
                                });
        return isMine(entry) ? Optional.empty() : Optional.of(owner(entry));
    }

    void release() {
        System.getProperties()
                .computeIfPresent(
                        key,
                        (ignored, current) -> {
                            if (!isMine(current)) {
                                return current;
                            }
                            int left = count(current) - 1;
                            return left == 0 ? null : entry(left);
                        });
    }

    /** A text that tells this class loader from every other one in the JVM. */
    static String identity(ClassLoader loader) {
        return loader.getClass().getSimpleName()
                + '@'
                + Integer.toHexString(System.identityHashCode(loader));
    }

    private String entry(int count) {
        return count + " " + owner;
    }

    private boolean isMine(Object entry) {
        return owner(entry).equals(owner);
    }

    private static int count(Object entry) {
        String text = (String) entry;
        return Integer.parseInt(text.substring(0, text.indexOf(' ')));
    }

    private static String owner(Object entry) {
        String text = (String) entry;
        return text.substring(text.indexOf(' ') + 1);
    }
}
