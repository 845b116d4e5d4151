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

package io.flinkbundle.connector.bigquery.client;

import org.apache.flink.annotation.Internal;

import com.google.cloud.ServiceOptions;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryOptions;
import com.google.cloud.http.HttpTransportOptions;

import java.io.IOException;

/**
 * Opens clients of the REST interface. They do not retry: the connector decides what may be tried
 * again, and for how long. They hold no connection, so there is nothing to close.
 */
@Internal
public final class RestConnections {

    private static final int CONNECT_TIMEOUT_MILLIS = 20_000;

    private RestConnections() {}

    /**
     * @param project in which jobs run unless the options name one
     * @throws IOException if the credentials cannot be loaded
     */
    public static BigQuery open(BigQueryConnectionOptions options, String project)
            throws IOException {
        BigQueryOptions.Builder settings =
                BigQueryOptions.newBuilder()
                        .setProjectId(options.project().orElse(project))
                        .setCredentials(options.credentials().credentials())
                        .setRetrySettings(ServiceOptions.getNoRetrySettings())
                        .setTransportOptions(
                                HttpTransportOptions.newBuilder()
                                        .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                                        .setReadTimeout((int) options.requestTimeout().toMillis())
                                        .build());
        options.restEndpoint()
                .ifPresentOrElse(
                        settings::setHost,
                        () -> settings.setUniverseDomain(options.universeDomain()));
        options.quotaProject().ifPresent(settings::setQuotaProjectId);
        return settings.build().getService();
    }
}
