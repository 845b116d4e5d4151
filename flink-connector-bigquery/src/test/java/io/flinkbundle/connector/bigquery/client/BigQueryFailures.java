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

import io.grpc.Status;

import java.io.IOException;
import java.util.Map;

/** Failures as the client reports them, for fakes. */
public final class BigQueryFailures {

    private BigQueryFailures() {}

    public static IOException of(Status.Code code) {
        return BigQueryErrors.translate(
                "do it", code.toStatus().withDescription("scripted").asRuntimeException());
    }

    public static IOException rejected(Map<Integer, String> reasons) {
        return new RejectedRowsException("bad rows", reasons);
    }
}
