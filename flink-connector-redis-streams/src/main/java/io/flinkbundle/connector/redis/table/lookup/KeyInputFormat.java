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

import io.flinkbundle.connector.common.retry.RetryPolicy;
import io.flinkbundle.connector.redis.client.Interruption;
import io.flinkbundle.connector.redis.client.KeyScan;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.io.DefaultInputSplitAssigner;
import org.apache.flink.api.common.io.RichInputFormat;
import org.apache.flink.api.common.io.statistics.BaseStatistics;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.io.GenericInputSplit;
import org.apache.flink.core.io.InputSplitAssigner;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.table.data.RowData;

import javax.annotation.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;

/** Reads all rows of a table. There is one split, because a scan of Redis has no parts. */
@Internal
public class KeyInputFormat extends RichInputFormat<RowData, GenericInputSplit> {

    private static final long serialVersionUID = 1L;

    private static final RetryPolicy POLICY =
            RetryPolicy.of(Duration.ofMillis(100), Duration.ofSeconds(10), Duration.ofMinutes(5));

    private final LookupConfig config;
    private final KeyScan scan;

    /** A cache is filled without the context of a task. */
    private transient MetricGroup metrics;

    private transient KeyReader reader;
    private transient KeyScanner scanner;
    private transient Iterator<RowData> rows;

    public KeyInputFormat(LookupConfig config, KeyScan scan) {
        this.config = config;
        this.scan = scan;
    }

    @Override
    public void configure(Configuration parameters) {
        // The scan says it all.
    }

    @Override
    public void setRuntimeContext(RuntimeContext context) {
        super.setRuntimeContext(context);
        metrics = context.getMetricGroup();
    }

    @Override
    @Nullable
    public BaseStatistics getStatistics(BaseStatistics cached) {
        return cached;
    }

    @Override
    public GenericInputSplit[] createInputSplits(int minimum) {
        return new GenericInputSplit[] {new GenericInputSplit(0, 1)};
    }

    @Override
    public InputSplitAssigner getInputSplitAssigner(GenericInputSplit[] splits) {
        return new DefaultInputSplitAssigner(splits);
    }

    @Override
    public void open(GenericInputSplit split) throws IOException {
        try {
            reader =
                    KeyReader.open(
                            config,
                            metrics == null ? new UnregisteredMetricsGroup() : metrics,
                            Thread.currentThread().getContextClassLoader(),
                            split.getSplitNumber());
        } catch (Exception e) {
            throw new IOException("The format of the table could not be opened.", e);
        }
        connect(reader);
        scanner = new KeyScanner(reader, scan, POLICY);
        rows = Collections.emptyIterator();
        advance();
    }

    /** Opens the connection before the first key is asked for: a task that starts must not wait. */
    void connect(KeyReader reader) throws IOException {
        reader.connect();
    }

    private void advance() throws IOException {
        try {
            while (!rows.hasNext() && !scanner.isEnded()) {
                rows = scanner.next().iterator();
            }
        } catch (InterruptedException e) {
            throw Interruption.of("Interrupted during a scan.", e);
        }
    }

    @Override
    public boolean reachedEnd() {
        return !rows.hasNext();
    }

    @Override
    public RowData nextRecord(RowData reuse) throws IOException {
        RowData next = rows.next();
        advance();
        return next;
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
