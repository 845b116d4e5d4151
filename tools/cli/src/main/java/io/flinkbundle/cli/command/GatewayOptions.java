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

package io.flinkbundle.cli.command;

import io.flinkbundle.cli.gateway.GatewaySession;

import org.apache.flink.annotation.Internal;

import picocli.CommandLine.Option;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Where the SQL Gateway is, and the cluster behind it. */
@Internal
public final class GatewayOptions {

    private static final String REST_ADDRESS = "rest.address";
    private static final String REST_PORT = "rest.port";

    @Option(
            names = "--gateway",
            paramLabel = "URL",
            description = "Flink's SQL Gateway (default: ${DEFAULT-VALUE}).")
    private URI gateway = URI.create("http://127.0.0.1:8083");

    @Option(
            names = "--flink",
            paramLabel = "URL",
            description = "The REST server of the cluster (default: what the gateway uses).")
    private Optional<URI> flink = Optional.empty();

    @Option(
            names = "--session",
            paramLabel = "HANDLE",
            description = "A session that is open already (default: a new one).")
    private Optional<String> session = Optional.empty();

    GatewaySession open() {
        return session.map(handle -> GatewaySession.join(gateway, handle))
                .orElseGet(() -> GatewaySession.open(gateway));
    }

    URI jobManager(GatewaySession session) {
        return flink.orElseGet(
                () -> {
                    Map<String, String> properties = session.properties();
                    return URI.create(
                            "http://%s:%s"
                                    .formatted(
                                            properties.getOrDefault(REST_ADDRESS, "127.0.0.1"),
                                            properties.getOrDefault(REST_PORT, "8081")));
                });
    }
}
