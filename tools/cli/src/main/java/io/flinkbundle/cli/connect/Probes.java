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

package io.flinkbundle.cli.connect;

import io.flinkbundle.connector.common.probe.ConnectorProbe;

import org.apache.flink.annotation.Internal;

import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The probes on the class path. */
@Internal
public final class Probes {

    private final Map<String, ConnectorProbe> byConnector = new TreeMap<>();

    private Probes() {}

    /** All that the class loader sees. */
    public static Probes of(ClassLoader loader) {
        Probes probes = new Probes();
        for (ConnectorProbe probe : ServiceLoader.load(ConnectorProbe.class, loader)) {
            probes.byConnector.putIfAbsent(probe.factoryIdentifier(), probe);
        }
        return probes;
    }

    public Optional<ConnectorProbe> find(String connector) {
        return Optional.ofNullable(byConnector.get(connector));
    }

    /** The connectors that have one. */
    public Iterable<String> connectors() {
        return byConnector.keySet();
    }
}
