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

package io.flinkbundle.connector.pubsub.client;

import io.flinkbundle.connector.common.batching.BackpressureException;
import io.flinkbundle.connector.common.batching.RetryableIOException;

import org.apache.flink.annotation.Internal;

import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode;
import com.google.rpc.RetryInfo;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Tells failures that may pass from those that will not.
 *
 * @see <a href="https://cloud.google.com/pubsub/docs/reference/error-codes">Error codes</a>
 */
@Internal
public final class PubSubErrors {

    private PubSubErrors() {}

    /**
     * The exception that stands for a failed request.
     *
     * @param what the request as a clause in the infinitive, such as "publish to
     *     projects/p/topics/t"
     * @return a {@link RetryableIOException}, a {@link BackpressureException} if the service asked
     *     for a wait, or a {@link PubSubRequestException}
     */
    public static IOException translate(String what, Throwable failure) {
        if (!(failure instanceof ApiException refused)) {
            return new RetryableIOException("Could not " + what + ": " + failure, failure);
        }
        StatusCode.Code code = refused.getStatusCode().getCode();
        String message = "Could not " + what + ": " + code + ". " + text(refused);
        return switch (code) {
            case NOT_FOUND -> new MissingResourceException(message, refused);
            case INVALID_ARGUMENT, OUT_OF_RANGE -> new RefusedMessagesException(message, refused);
            case UNAUTHENTICATED ->
                    new PubSubRequestException(
                            message + " Check 'credentials.type' and what belongs to it.", refused);
            case PERMISSION_DENIED ->
                    new PermissionDeniedException(
                            message
                                    + " Give the account of the job the role that the documentation"
                                    + " names for it, in the project of the topic or subscription.",
                            refused);
            case ALREADY_EXISTS, FAILED_PRECONDITION, UNIMPLEMENTED, DATA_LOSS ->
                    new PubSubRequestException(message, refused);
            default -> transientFailure(message, refused);
        };
    }

    /** Whether another attempt may succeed, after what {@link #translate} made of a failure. */
    public static boolean mayPass(IOException failure) {
        return failure instanceof RetryableIOException || failure instanceof BackpressureException;
    }

    /** The wait that the service asked for; zero if it asked for none. */
    public static Duration wait(IOException failure) {
        return failure instanceof BackpressureException busy ? busy.retryAfter() : Duration.ZERO;
    }

    private static IOException transientFailure(String message, ApiException refused) {
        Optional<Duration> wait =
                Optional.ofNullable(refused.getErrorDetails())
                        .map(details -> details.getRetryInfo())
                        .filter(RetryInfo::hasRetryDelay)
                        .map(
                                info ->
                                        Duration.ofSeconds(
                                                info.getRetryDelay().getSeconds(),
                                                info.getRetryDelay().getNanos()));
        return wait.isPresent()
                ? new BackpressureException(message, wait.get())
                : new RetryableIOException(message, refused);
    }

    /** The text of the service; the exception's own begins with the class of its cause. */
    private static String text(ApiException refused) {
        Throwable cause = refused.getCause() == null ? refused : refused.getCause();
        return String.valueOf(cause.getMessage());
    }
}
