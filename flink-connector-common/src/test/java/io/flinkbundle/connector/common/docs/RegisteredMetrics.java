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

package io.flinkbundle.connector.common.docs;

import org.apache.flink.runtime.metrics.MetricNames;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of the metrics that the main sources of the connectors register, read from their text.
 */
final class RegisteredMetrics {

    /** By name; or by a constant of Flink's. */
    private static final Pattern NAMED =
            Pattern.compile(
                    "\\.(?:counter|gauge|meter|histogram)\\(\\s*"
                            + "(?:\"(\\w+)\"|MetricNames\\.(\\w+)|(\\w+)\\s*[,)])");

    /** Counters of bad records, whose names are arguments. */
    private static final Pattern BAD_RECORDS =
            Pattern.compile("\\bbadRecords\\(\\s*\\w+,\\s*\"(\\w+)\"");

    /** By a method that Flink has for the purpose. */
    private static final Map<String, String> METHODS =
            Map.ofEntries(
                    Map.entry("setPendingRecordsGauge(", MetricNames.PENDING_RECORDS),
                    Map.entry("setPendingBytesGauge(", MetricNames.PENDING_BYTES),
                    Map.entry("setCurrentSendTimeGauge(", MetricNames.CURRENT_SEND_TIME),
                    Map.entry("setUnassignedSplitsGauge(", MetricNames.UNASSIGNED_SPLITS),
                    Map.entry("getNumRecordsSendCounter(", MetricNames.NUM_RECORDS_SEND),
                    Map.entry("getNumBytesSendCounter(", MetricNames.NUM_BYTES_SEND),
                    Map.entry(
                            "getNumRecordsSendErrorsCounter(", MetricNames.NUM_RECORDS_SEND_ERRORS),
                    Map.entry("getNumRecordsInErrorsCounter(", MetricNames.NUM_RECORDS_IN_ERRORS),
                    Map.entry("getNumBytesInCounter(", MetricNames.IO_NUM_BYTES_IN));

    private RegisteredMetrics() {}

    static Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (Path file : Repository.connectorSources()) {
            String source = Repository.read(file);
            addNamed(names, file, source);
            Matcher badRecords = BAD_RECORDS.matcher(source);
            while (badRecords.find()) {
                names.add(badRecords.group(1));
            }
            METHODS.forEach(
                    (method, name) -> {
                        if (source.contains(method)) {
                            names.add(name);
                        }
                    });
        }
        return names;
    }

    private static void addNamed(Set<String> names, Path file, String source) {
        Matcher named = NAMED.matcher(source);
        while (named.find()) {
            if (named.group(1) != null) {
                names.add(named.group(1));
            } else if (named.group(2) != null) {
                names.add(constant(named.group(2)));
            } else if (!named.group(3).equals("counter")) {
                throw new AssertionError(
                        "The name of a metric is not readable from " + file + ": " + named.group());
            }
        }
    }

    private static String constant(String field) {
        try {
            return (String) MetricNames.class.getField(field).get(null);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("Flink has no metric " + field, e);
        }
    }
}
