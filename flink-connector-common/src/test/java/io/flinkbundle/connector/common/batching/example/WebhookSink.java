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

package io.flinkbundle.connector.common.batching.example;

import io.flinkbundle.connector.common.batching.BackpressureException;
import io.flinkbundle.connector.common.batching.BatchWriter;
import io.flinkbundle.connector.common.batching.BatchingConfig;
import io.flinkbundle.connector.common.batching.BatchingSink;
import io.flinkbundle.connector.common.batching.RetryableIOException;

import org.apache.flink.api.connector.sink2.WriterInitContext;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Posts lines of JSON to an HTTP endpoint. */
public class WebhookSink extends BatchingSink<String> {
    private final String url;

    public WebhookSink(String url) {
        super(BatchingConfig.DEFAULT.withMaxRows(500).withInterval(Duration.ofSeconds(2)));
        this.url = url;
    }

    @Override
    protected BatchWriter<String> createBatchWriter(WriterInitContext context) {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10));
        return lines -> {
            var body = BodyPublishers.ofString(String.join("\n", lines));
            int status;
            try {
                status =
                        client.send(request.POST(body).build(), BodyHandlers.discarding())
                                .statusCode();
            } catch (IOException e) {
                throw new RetryableIOException("Could not reach " + url, e);
            }
            if (status == 429 || status == 503) {
                throw new BackpressureException(url + " is busy", Duration.ofSeconds(1));
            } else if (status >= 300) {
                throw new IOException(url + " answered with status " + status);
            }
        };
    }
}
