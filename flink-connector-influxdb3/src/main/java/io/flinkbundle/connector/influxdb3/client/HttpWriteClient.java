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

package io.flinkbundle.connector.influxdb3.client;

import org.apache.flink.annotation.Internal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** Sends lines over HTTP; each request is logged at level DEBUG. */
@Internal
public final class HttpWriteClient implements WriteClient {

    private static final Logger LOG = LoggerFactory.getLogger(HttpWriteClient.class);

    private final HttpLink link;
    private final WriteReplies replies;
    private final Compression compression;
    private final String target;

    /**
     * @param link closed with this client
     * @param noSync whether the server may answer before it has made the lines durable, with {@link
     *     ApiVersion#V3} only
     */
    public HttpWriteClient(
            HttpLink link, TimePrecision precision, Compression compression, boolean noSync) {
        this.link = link;
        this.replies = new WriteReplies(link.options(), Clock.systemUTC());
        this.compression = compression;
        this.target = target(link.options(), precision, noSync);
    }

    private static String target(
            InfluxDb3ConnectionOptions options, TimePrecision precision, boolean noSync) {
        String database = encode(options.database());
        String unit = precision.nameIn(options.api());
        return switch (options.api()) {
            case V3 ->
                    "/api/v3/write_lp?db="
                            + database
                            + "&precision="
                            + unit
                            + "&accept_partial=true"
                            + (noSync ? "&no_sync=true" : "");
            case V2 ->
                    "/api/v2/write?bucket="
                            + database
                            + "&org="
                            + encode(options.organization().orElseThrow())
                            + "&precision="
                            + unit;
            case V1 -> "/write?db=" + database + "&precision=" + unit;
        };
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @Override
    public void verify() throws IOException, InterruptedException {
        replies.verify(
                link.send(post(HttpRequest.BodyPublishers.ofByteArray(new byte[0])).build()));
    }

    @Override
    public WriteReply write(LineBuffer lines, int from, int to)
            throws IOException, InterruptedException {
        HttpReply reply = link.send(request(lines, from, to));
        LOG.debug("{} lines to {}: HTTP {}", to - from, link.options(), reply.status());
        return replies.read(reply);
    }

    private HttpRequest request(LineBuffer lines, int from, int to) throws IOException {
        int start = lines.start(from);
        int length = lines.start(to) - start;
        if (!compression.isOn()) {
            return post(HttpRequest.BodyPublishers.ofByteArray(lines.array(), start, length))
                    .build();
        }
        return post(GzipBody.of(lines.array(), start, length, compression.level()))
                .setHeader("Content-Encoding", "gzip")
                .build();
    }

    private HttpRequest.Builder post(HttpRequest.BodyPublisher body) throws IOException {
        return link.request(target)
                .setHeader("Content-Type", "text/plain; charset=utf-8")
                .POST(body);
    }

    @Override
    public void close() {
        link.close();
    }
}
