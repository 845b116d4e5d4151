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

import java.util.Map;

/**
 * The service wrote none of the rows of a request, because some of them are bad. The others may be
 * sent again.
 */
@Internal
public final class RejectedRowsException extends BigQueryRequestException {

    private static final long serialVersionUID = 1L;

    private final transient Map<Integer, String> reasons;

    public RejectedRowsException(String message, Map<Integer, String> reasons) {
        super(message, null);
        this.reasons = Map.copyOf(reasons);
    }

    /** What is wrong with a row, by its place in the request, counted from zero. */
    public Map<Integer, String> reasons() {
        return reasons;
    }
}
