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

package io.flinkbundle.connector.common.boundedness;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.streaming.api.connector.sink2.SupportsPreWriteTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;

/** A sink that only wants to know its path. */
final class PathRecordingSink<T> implements Sink<T>, SupportsPreWriteTopology<T> {

    private final WritePathDetector detector;

    PathRecordingSink(WriteMode mode) {
        detector = new WritePathDetector(mode);
    }

    WritePath path() {
        return detector.path();
    }

    /** The path of the only sink in a graph, as it is about to be serialized. */
    static WritePath pathIn(StreamGraph graph) {
        return graph.getStreamNodes().stream()
                .map(node -> node.getOperatorFactory())
                .filter(SinkWriterOperatorFactory.class::isInstance)
                .map(factory -> ((SinkWriterOperatorFactory<?, ?>) factory).getSink())
                .map(sink -> ((PathRecordingSink<?>) sink).path())
                .findAny()
                .orElseThrow();
    }

    @Override
    public DataStream<T> addPreWriteTopology(DataStream<T> input) {
        detector.inspect(input, this);
        return input;
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        throw new AssertionError("The jobs of this test are not run.");
    }
}
