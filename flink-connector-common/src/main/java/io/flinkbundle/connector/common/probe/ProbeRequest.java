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

package io.flinkbundle.connector.common.probe;

import io.flinkbundle.connector.common.secret.Redaction;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;

import java.util.List;
import java.util.Map;

/**
 * What to ask about.
 *
 * @param options the options of the table
 * @param primaryKey the columns of its key; empty if it has none
 * @param reads whether it will be read
 * @param writes whether it will be written
 * @param samples how many entries or messages to look at where a system has no schema
 */
@PublicEvolving
public record ProbeRequest(
        Map<String, String> options,
        List<String> primaryKey,
        boolean reads,
        boolean writes,
        int samples) {

    public ProbeRequest {
        options = Map.copyOf(options);
        primaryKey = List.copyOf(primaryKey);
    }

    /** The options as connectors read them. */
    public ReadableConfig config() {
        return Configuration.fromMap(options);
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "ProbeRequest" + Redaction.options(options);
    }
}
