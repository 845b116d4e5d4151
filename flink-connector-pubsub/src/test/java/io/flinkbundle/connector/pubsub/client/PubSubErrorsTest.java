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

import io.flinkbundle.connector.common.batching.RetryableIOException;

import com.google.api.gax.grpc.GrpcStatusCode;
import com.google.api.gax.rpc.ApiExceptionFactory;
import io.grpc.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;

import static org.assertj.core.api.Assertions.assertThat;

class PubSubErrorsTest {

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {
                "UNAVAILABLE",
                "ABORTED",
                "CANCELLED",
                "INTERNAL",
                "UNKNOWN",
                "RESOURCE_EXHAUSTED",
                "DEADLINE_EXCEEDED"
            })
    void triesAgainWhatMayPass(Status.Code code) {
        assertThat(translate(code)).isInstanceOf(RetryableIOException.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {
                "PERMISSION_DENIED",
                "UNAUTHENTICATED",
                "FAILED_PRECONDITION",
                "ALREADY_EXISTS",
                "UNIMPLEMENTED"
            })
    void givesUpOnWhatWillNotPass(Status.Code code) {
        assertThat(translate(code))
                .isInstanceOf(PubSubRequestException.class)
                .hasMessageContaining("Could not publish to t: " + code + ". " + code + ": why");
    }

    @Test
    void tellsBadMessagesAndMissingTopicsApart() {
        assertThat(translate(Status.Code.INVALID_ARGUMENT))
                .isInstanceOf(RefusedMessagesException.class);
        assertThat(translate(Status.Code.NOT_FOUND)).isInstanceOf(MissingResourceException.class);
    }

    @Test
    void triesAgainWhatHasNoStatus() {
        assertThat(PubSubErrors.translate("publish to t", new IllegalStateException("closed")))
                .isInstanceOf(RetryableIOException.class);
    }

    private static IOException translate(Status.Code code) {
        return PubSubErrors.translate(
                "publish to t",
                ApiExceptionFactory.createException(
                        code.toStatus().withDescription("why").asRuntimeException(),
                        GrpcStatusCode.of(code),
                        false));
    }
}
