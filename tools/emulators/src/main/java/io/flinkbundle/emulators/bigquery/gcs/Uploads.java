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

package io.flinkbundle.emulators.bigquery.gcs;

import io.flinkbundle.emulators.bigquery.errors.ApiException;
import io.flinkbundle.emulators.bigquery.http.HttpAnswer;
import io.flinkbundle.emulators.bigquery.http.HttpCall;

import org.apache.flink.annotation.Internal;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Uploads that come in several calls and go on after a break.
 *
 * @see <a href="https://cloud.google.com/storage/docs/performing-resumable-uploads">resumable
 *     uploads</a>
 */
@Internal
public final class Uploads {

    private static final int RESUME_INCOMPLETE = 308;
    private static final Pattern RANGE = Pattern.compile("bytes (?:(\\d+)-(\\d+)|\\*)/(\\d+|\\*)");

    private final Map<String, Upload> uploads = new ConcurrentHashMap<>();

    private static final class Upload {

        private final Function<byte[], HttpAnswer> whenWhole;
        private ByteArrayOutputStream content = new ByteArrayOutputStream();
        private Optional<HttpAnswer> answer = Optional.empty();

        private Upload(Function<byte[], HttpAnswer> whenWhole) {
            this.whenWhole = whenWhole;
        }
    }

    /**
     * Begins an upload, and answers with where its bytes go.
     *
     * @param whenWhole takes the bytes when all are there
     */
    public HttpAnswer begin(HttpCall call, Function<byte[], HttpAnswer> whenWhole) {
        String id = UUID.randomUUID().toString();
        uploads.put(id, new Upload(whenWhole));
        String host = call.header("host").orElse("127.0.0.1");
        return HttpAnswer.empty(200)
                .withHeader(
                        "Location",
                        "http://" + host + call.path() + "?uploadType=resumable&upload_id=" + id)
                .withHeader("X-GUploader-UploadID", id);
    }

    /** Takes in bytes of an upload. */
    public HttpAnswer resume(HttpCall call) {
        String id = call.parameter("upload_id").orElse("");
        Upload upload = uploads.get(id);
        if (upload == null) {
            throw ApiException.of(404, "notFound", "No such upload: " + id);
        }
        synchronized (upload) {
            if (upload.answer.isPresent()) {
                return upload.answer.get();
            }
            Optional<String> header = call.header("content-range");
            boolean whole = header.isEmpty();
            if (header.isPresent()) {
                Matcher range = RANGE.matcher(header.get());
                if (!range.matches()) {
                    throw ApiException.invalid("Invalid Content-Range: " + header.get());
                }
                if (range.group(1) != null) {
                    take(upload, Long.parseLong(range.group(1)), call.body());
                }
                whole =
                        !range.group(3).equals("*")
                                && Long.parseLong(range.group(3)) == upload.content.size();
            } else {
                upload.content.writeBytes(call.body());
            }
            if (!whole) {
                HttpAnswer incomplete = HttpAnswer.empty(RESUME_INCOMPLETE);
                return upload.content.size() == 0
                        ? incomplete
                        : incomplete.withHeader("Range", "bytes=0-" + (upload.content.size() - 1));
            }
            HttpAnswer answer = upload.whenWhole.apply(upload.content.toByteArray());
            upload.answer = Optional.of(answer);
            upload.content = new ByteArrayOutputStream(0);
            return answer;
        }
    }

    /** Bytes that came before are not taken again. */
    private static void take(Upload upload, long from, byte[] bytes) {
        int have = upload.content.size();
        if (from > have) {
            throw ApiException.invalid("Bytes from " + have + " on are missing.");
        }
        int known = (int) (have - from);
        if (known < bytes.length) {
            upload.content.write(bytes, known, bytes.length - known);
        }
    }

    public void clear() {
        uploads.clear();
    }
}
