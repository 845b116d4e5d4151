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

package io.flinkbundle.cli;

import org.apache.flink.annotation.Internal;

import picocli.CommandLine.IVersionProvider;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version of the bundle and of the Flink that is built in. */
@Internal
public final class ToolVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        Properties versions = versions();
        return new String[] {
            "flink-conn " + versions.getProperty("bundle"),
            "Apache Flink " + versions.getProperty("flink")
        };
    }

    /** The Flink release that scripts are planned with. */
    public static String flink() {
        return versions().getProperty("flink");
    }

    private static Properties versions() {
        Properties versions = new Properties();
        try (InputStream in = ToolVersion.class.getResourceAsStream("versions.properties")) {
            versions.load(in);
        } catch (IOException e) {
            throw new IllegalStateException("The jar of flink-conn is damaged", e);
        }
        return versions;
    }
}
