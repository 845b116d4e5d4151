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

import java.io.IOException;

/**
 * Gets the rows of a stream, in their order. Called on threads of the connection, one at a time.
 */
@Internal
public interface ReadListener {

    /**
     * @param batch the next rows, in the format that was asked for; no more come until the next
     *     ones are asked for
     * @param rows how many
     */
    void batch(byte[] batch, long rows);

    /** All rows have come. */
    void completed();

    /** No more rows will come over this connection. */
    void failed(IOException failure);
}
