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

package io.flinkbundle.emulators.pubsub.rules;

import org.apache.flink.annotation.Internal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of resources.
 *
 * @see <a href="https://docs.cloud.google.com/pubsub/docs/pubsub-basics#resource_names">resource
 *     names</a>
 */
@Internal
public final class ResourceNames {

    private static final Pattern PROJECT = Pattern.compile("projects/[^/\\s]+");
    private static final Pattern RESOURCE =
            Pattern.compile("projects/([^/\\s]+)/(topics|subscriptions|snapshots|schemas)/([^/]+)");
    private static final Pattern ID = Pattern.compile("[A-Za-z][A-Za-z0-9._~+%-]{2,254}");

    private ResourceNames() {}

    public static void checkProject(String name) {
        if (!PROJECT.matcher(name).matches()) {
            throw Errors.invalidArgument(
                    "Invalid project name given (name=" + name + "), expected projects/{project}.");
        }
    }

    public static String checkTopic(String name) {
        return check(name, "topics");
    }

    public static String checkSubscription(String name) {
        return check(name, "subscriptions");
    }

    public static String checkSnapshot(String name) {
        return check(name, "snapshots");
    }

    public static String checkSchema(String name) {
        return check(name, "schemas");
    }

    /** The name of the schema {@code id} in a project. */
    public static String schema(String project, String id) {
        checkProject(project);
        return checkSchema(project + "/schemas/" + id);
    }

    /** The id of the project in the name of a resource. */
    public static String projectOf(String name) {
        Matcher parts = RESOURCE.matcher(name);
        return parts.matches() ? parts.group(1) : "";
    }

    public static boolean isOfProject(String name, String project) {
        return name.startsWith(project + "/");
    }

    private static String check(String name, String collection) {
        Matcher parts = RESOURCE.matcher(name);
        if (!parts.matches()
                || !parts.group(2).equals(collection)
                || !ID.matcher(parts.group(3)).matches()
                || parts.group(3).startsWith("goog")) {
            throw Errors.invalidArgument(
                    "Invalid resource name given (name="
                            + name
                            + "), expected projects/{project}/"
                            + collection
                            + "/{id} with an id of 3 to 255 letters, digits and -._~+% that"
                            + " starts with a letter and not with goog.");
        }
        return name;
    }
}
