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

package io.flinkbundle.connector.influxdb3.table.lookup;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.io.GenericInputFormat;
import org.apache.flink.api.common.io.NonParallelInput;
import org.apache.flink.core.io.GenericInputSplit;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.ExceptionUtils;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;

/**
 * Reads the last points of all keys for a cache that holds them all: Flink fills such a cache from
 * nothing but an input format.
 */
@Internal
final class LastPointsInputFormat extends GenericInputFormat<RowData> implements NonParallelInput {

    private static final long serialVersionUID = 1L;

    private final LookupConfig config;
    private transient Iterator<RowData> rows = Collections.emptyIterator();

    LastPointsInputFormat(LookupConfig config) {
        this.config = config;
    }

    @Override
    public void open(GenericInputSplit split) throws IOException {
        super.open(split);
        try (PointLookup lookup = PointLookup.open(config)) {
            rows = lookup.findAll().get().iterator();
        } catch (ExecutionException e) {
            ExceptionUtils.rethrowIOException(e.getCause());
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while a lookup cache was filled.");
        }
    }

    @Override
    public boolean reachedEnd() {
        return !rows.hasNext();
    }

    @Override
    public RowData nextRecord(RowData reuse) {
        return rows.next();
    }
}
