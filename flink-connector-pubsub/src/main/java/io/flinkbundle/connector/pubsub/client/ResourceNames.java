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

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names of topics and subscriptions in full, {@code projects/{project}/topics/{id}}, from those
 * that users write.
 *
 * @see <a href="https://cloud.google.com/pubsub/docs/pubsub-basics#resource_names">Resource
 *     names</a>
 */
@Internal
public final class ResourceNames {

    private static final Pattern ID = Pattern.compile("[A-Za-z][-A-Za-z0-9._~+%]{2,254}");

    private ResourceNames() {}

    /**
     * The full name of a topic.
     *
     * @param name its id, or the full name
     * @param project where an id belongs to
     * @throws IllegalArgumentException if it is no name, or the project is missing
     */
    public static String topic(String name, Optional<String> project) {
        return resource("topic", name, project);
    }

    /** See {@link #topic}. */
    public static String subscription(String name, Optional<String> project) {
        return resource("subscription", name, project);
    }

    /** See {@link #topic}. */
    public static String snapshot(String name, Optional<String> project) {
        return resource("snapshot", name, project);
    }

    private static String resource(String kind, String name, Optional<String> project) {
        String[] parts = name.split("/", -1);
        String id = parts[parts.length - 1];
        if (parts.length == 4
                && parts[0].equals("projects")
                && !parts[1].isEmpty()
                && parts[2].equals(kind + "s")) {
            checkId(kind, id);
            return name;
        }
        if (parts.length > 1) {
            throw new IllegalArgumentException(
                    "'"
                            + name
                            + "' is no "
                            + kind
                            + ": write its id, or projects/{project}/"
                            + kind
                            + "s/{id}.");
        }
        checkId(kind, id);
        return "projects/"
                + project.orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "The project of "
                                                + kind
                                                + " '"
                                                + name
                                                + "' is not known: set 'project', or write"
                                                + " projects/{project}/"
                                                + kind
                                                + "s/"
                                                + name
                                                + "."))
                + "/"
                + kind
                + "s/"
                + id;
    }

    private static void checkId(String kind, String id) {
        if (!ID.matcher(id).matches() || id.startsWith("goog")) {
            throw new IllegalArgumentException(
                    "'"
                            + id
                            + "' is no id of a "
                            + kind
                            + ": it has 3 to 255 letters, digits and -._~+%, begins with a letter,"
                            + " and not with 'goog'.");
        }
    }
}
