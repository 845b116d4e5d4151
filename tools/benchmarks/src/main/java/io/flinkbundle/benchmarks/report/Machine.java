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

package io.flinkbundle.benchmarks.report;

import org.apache.flink.annotation.Internal;
import org.apache.flink.runtime.util.EnvironmentInformation;

import com.sun.management.OperatingSystemMXBean;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a figure depends on beside the code.
 *
 * @param processor its model, as the operating system names it
 * @param load of the last minute, before the first benchmark; negative where it is not known
 * @param libraries file names of the clients and drivers on the class path
 */
@Internal
public record Machine(
        String processor,
        int cores,
        double memoryGib,
        String system,
        String java,
        String flink,
        double load,
        List<String> libraries) {

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final Pattern MODEL = Pattern.compile("(?m)^model name\\s*:\\s*(.+)$");
    private static final double GIB = 1L << 30;

    private static final Pattern NOTED =
            Pattern.compile(
                    "(jedis|embedded-redis|duckdb_jdbc|google-cloud-(pubsub|bigquery|bigquerystorage)"
                            + "|influxdb3-java|flink-connector-jdbc-core|grpc-netty(-shaded)?"
                            + "|arrow-vector)-\\d.*\\.jar");

    /** The machine this process runs on. */
    public static Machine current() throws IOException {
        OperatingSystemMXBean system =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Machine(
                processorModel(),
                system.getAvailableProcessors(),
                system.getTotalMemorySize() / GIB,
                system.getName() + " " + system.getVersion() + " " + system.getArch(),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                EnvironmentInformation.getVersion(),
                system.getSystemLoadAverage(),
                librariesOn(System.getProperty("java.class.path")));
    }

    private static String processorModel() throws IOException {
        if (Files.isReadable(PROCESSORS)) {
            Matcher model = MODEL.matcher(Files.readString(PROCESSORS));
            if (model.find()) {
                return model.group(1).trim();
            }
        }
        return "unknown processor";
    }

    static List<String> librariesOn(String classPath) {
        return Arrays.stream(classPath.split(Pattern.quote(File.pathSeparator)))
                .map(entry -> Path.of(entry).getFileName().toString())
                .filter(name -> NOTED.matcher(name).matches())
                .map(name -> name.substring(0, name.length() - ".jar".length()))
                .sorted()
                .distinct()
                .toList();
    }

    /** One paragraph of Markdown. */
    String describe() {
        return String.format(
                Locale.ROOT,
                "%s, %d cores, %.0f GiB; %s; %s; Flink %s; load %.1f before the first benchmark.%n%nClients: %s.",
                processor,
                cores,
                memoryGib,
                system,
                java,
                flink,
                load,
                String.join(", ", libraries));
    }
}
