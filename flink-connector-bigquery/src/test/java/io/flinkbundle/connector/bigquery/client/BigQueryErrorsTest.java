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

import io.flinkbundle.connector.common.batching.BackpressureException;
import io.flinkbundle.connector.common.batching.RetryableIOException;

import com.google.cloud.bigquery.BigQueryError;
import com.google.cloud.bigquery.BigQueryException;
import com.google.protobuf.Any;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

class BigQueryErrorsTest {

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {
                "UNAVAILABLE",
                "INTERNAL",
                "ABORTED",
                "CANCELLED",
                "DEADLINE_EXCEEDED",
                "RESOURCE_EXHAUSTED",
                "UNKNOWN"
            })
    void mayPass(Status.Code code) {
        assertThat(translate(code)).isInstanceOf(RetryableIOException.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {"INVALID_ARGUMENT", "OUT_OF_RANGE", "PERMISSION_DENIED", "UNAUTHENTICATED"})
    void willNotPass(Status.Code code) {
        assertThat(translate(code)).isInstanceOf(BigQueryRequestException.class);
    }

    @Test
    void tellsWhatIsMissingFromWhatIsThere() {
        assertThat(translate(Status.Code.NOT_FOUND)).isInstanceOf(MissingResourceException.class);
        assertThat(translate(Status.Code.ALREADY_EXISTS)).isInstanceOf(ExistsException.class);
    }

    @Test
    void keepsTheWaitThatTheServiceAsksFor() {
        com.google.rpc.Status status =
                com.google.rpc.Status.newBuilder()
                        .setCode(Status.Code.RESOURCE_EXHAUSTED.value())
                        .addDetails(
                                Any.pack(
                                        RetryInfo.newBuilder()
                                                .setRetryDelay(
                                                        com.google.protobuf.Duration.newBuilder()
                                                                .setSeconds(7))
                                                .build()))
                        .build();

        assertThat(BigQueryErrors.translate("append", StatusProto.toStatusRuntimeException(status)))
                .isInstanceOfSatisfying(
                        BackpressureException.class,
                        busy -> assertThat(busy.retryAfter()).isEqualTo(Duration.ofSeconds(7)));
    }

    @ParameterizedTest
    @CsvSource({"500,", "503,backendError", "429,", "403,rateLimitExceeded", "400,backendError"})
    void restFailuresThatMayPass(int code, String reason) {
        assertThat(rest(code, reason)).isInstanceOf(RetryableIOException.class);
    }

    @ParameterizedTest
    @CsvSource({"400,invalid", "401,authError", "403,accessDenied", "403,quotaExceeded"})
    void restFailuresThatWillNotPass(int code, String reason) {
        assertThat(rest(code, reason)).isInstanceOf(BigQueryRequestException.class);
    }

    @Test
    void restFailuresTellWhatIsMissingFromWhatIsThere() {
        assertThat(rest(404, "notFound")).isInstanceOf(MissingResourceException.class);
        assertThat(rest(409, "duplicate")).isInstanceOf(ExistsException.class);
    }

    @Test
    void anAnswerThatNeverCameMayPass() {
        assertThat(
                        BigQueryErrors.translate(
                                "find table t",
                                new BigQueryException(
                                        new SocketTimeoutException("Read timed out"))))
                .isInstanceOf(RetryableIOException.class)
                .hasMessageContaining("Could not find table t");
    }

    private static IOException rest(int code, String reason) {
        return BigQueryErrors.translate(
                "do it",
                new BigQueryException(code, "no", new BigQueryError(reason, "here", "no")));
    }

    private static IOException translate(Status.Code code) {
        return BigQueryErrors.translate("do it", code.toStatus().asRuntimeException());
    }
}
