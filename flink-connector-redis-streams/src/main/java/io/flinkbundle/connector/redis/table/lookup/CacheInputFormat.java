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

package io.flinkbundle.connector.redis.table.lookup;

import io.flinkbundle.connector.redis.client.Interruption;
import io.flinkbundle.connector.redis.client.KeyScan;

import org.apache.flink.annotation.Internal;
import org.apache.flink.core.io.GenericInputSplit;
import org.apache.flink.table.data.RowData;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;

/**
 * Fills a cache that holds all rows of a table, at the start and again at intervals: Flink fills
 * such a cache from nothing but an input format.
 *
 * <p>Rows wait for the first time, so that a server that is away is waited for no longer than in
 * other lookups. Later the cache goes on with what it has for as long as a scan may be tried again.
 * A failure is logged where it happens, because Flink tells of it with the next row that is looked
 * up, and beneath failures of its own.
 */
@Internal
public final class CacheInputFormat extends KeyInputFormat {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(CacheInputFormat.class);

    private final String table;
    private final String address;
    private final int maxRetries;

    /** Counted before Flink makes a copy for each time that the cache is filled. */
    private int times;

    /**
     * @param table its name, for messages
     * @param maxRetries how often a server that is away is tried again at the start
     */
    public CacheInputFormat(LookupConfig config, KeyScan scan, String table, int maxRetries) {
        super(config, scan);
        this.table = table;
        this.address = config.client().address();
        this.maxRetries = maxRetries;
    }

    @Override
    public GenericInputSplit[] createInputSplits(int minimum) {
        times++;
        return super.createInputSplits(minimum);
    }

    @Override
    public void open(GenericInputSplit split) throws IOException {
        try {
            super.open(split);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    void connect(KeyReader reader) throws IOException {
        if (times > 1) {
            return;
        }
        try {
            RedisLookupFunction.retries(maxRetries).connect(reader);
        } catch (InterruptedException e) {
            throw Interruption.of("Interrupted while connecting.", e);
        }
    }

    @Override
    public RowData nextRecord(RowData reuse) throws IOException {
        try {
            return super.nextRecord(reuse);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private IOException failed(IOException cause) {
        String message =
                "The lookup cache of table "
                        + table
                        + " could not be "
                        + (times > 1 ? "filled again" : "filled")
                        + " from Redis server "
                        + address
                        + ", and the job fails: "
                        + cause.getMessage();
        LOG.error(message);
        return new IOException(message, cause);
    }
}
