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

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.SinkTransformation;
import org.apache.flink.streaming.api.transformations.WithBoundedness;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Serializable;

import static org.apache.flink.util.Preconditions.checkNotNull;
import static org.apache.flink.util.Preconditions.checkState;

/**
 * Finds out, while the job graph is built, which {@link WritePath} a sink has to take.
 *
 * <p>Flink tells a sink neither whether its input ends nor whether checkpoints exist: {@code
 * DynamicTableSink.Context#isBounded()} is the runtime mode, and no runtime context knows either.
 * The transformations upstream of the sink do. A sink keeps a detector in a field and asks it in
 * {@code SupportsPreWriteTopology#addPreWriteTopology}, which Flink calls on the client before it
 * serializes the sink:
 *
 * <pre>{@code
 * public DataStream<T> addPreWriteTopology(DataStream<T> input) {
 *     detector.inspect(input, this);
 *     return input;
 * }
 * }</pre>
 *
 * <p>Because serialization follows the translation of the whole job, one sink object can hold one
 * answer only; {@link #inspect} refuses an object that is used in two {@code sinkTo} calls.
 *
 * <p>The transformation classes that are read here are internal to Flink, which is why this is the
 * only class that reads them. Not thread-safe; used by the thread that builds the job graph.
 */
@PublicEvolving
public final class WritePathDetector implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(WritePathDetector.class);
    private static final int NOT_INSPECTED = -1;

    private final WriteMode mode;

    /** The id of the transformation that feeds the sink; ids are unique within a client JVM. */
    private int inputId = NOT_INSPECTED;

    private WritePath path;

    /**
     * @param mode {@link WriteMode#AUTO} derives the path, the others force its boundedness
     */
    public WritePathDetector(WriteMode mode) {
        this.mode = checkNotNull(mode);
    }

    /**
     * Reads the boundedness of everything upstream of a sink, and whether checkpoints are taken.
     *
     * @param input what feeds the sink
     * @param sink the sink that asks
     * @throws IllegalStateException if the sink object is used in more than one {@code sinkTo}
     */
    public void inspect(DataStream<?> input, Sink<?> sink) {
        StreamExecutionEnvironment environment = input.getExecutionEnvironment();
        Transformation<?> feeding = input.getTransformation();
        checkState(
                (inputId == NOT_INSPECTED || inputId == feeding.getId())
                        && uses(environment, sink) <= 1,
                "This %s is given to more than one sinkTo(). It holds what it learned about one"
                        + " input, so build one sink for each sinkTo().",
                sink.getClass().getSimpleName());
        inputId = feeding.getId();
        boolean isBatch = isBatch(environment);
        path =
                WritePath.of(
                        isBounded(feeding, isBatch),
                        environment.getCheckpointConfig().isCheckpointingEnabled() && !isBatch);
        LOG.info(
                "{} takes write path {} (write mode {}, input '{}').",
                sink.getClass().getSimpleName(),
                path,
                mode,
                feeding.getName());
    }

    /**
     * The path found by {@link #inspect}.
     *
     * @throws IllegalStateException if {@link #inspect} was not called
     */
    public WritePath path() {
        checkState(path != null, "The input of the sink was not inspected yet.");
        return path;
    }

    private boolean isBounded(Transformation<?> feeding, boolean isBatch) {
        return switch (mode) {
            case STREAMING -> false;
            case BATCH -> true;
            case AUTO -> hasOnlyBoundedSources(feeding, isBatch);
        };
    }

    /** Where nothing upstream knows whether it ends, the runtime mode has to answer. */
    private static boolean hasOnlyBoundedSources(Transformation<?> feeding, boolean isBatch) {
        boolean found = false;
        for (Transformation<?> upstream : feeding.getTransitivePredecessors()) {
            if (upstream instanceof WithBoundedness source) {
                if (source.getBoundedness() != Boundedness.BOUNDED) {
                    return false;
                }
                found = true;
            }
        }
        return found || isBatch;
    }

    /** The same rule by which Flink itself resolves {@link RuntimeExecutionMode#AUTOMATIC}. */
    private static boolean isBatch(StreamExecutionEnvironment environment) {
        return switch (environment.getConfiguration().get(ExecutionOptions.RUNTIME_MODE)) {
            case BATCH -> true;
            case STREAMING -> false;
            case AUTOMATIC ->
                    environment.getTransformations().stream()
                            .flatMap(
                                    transformation ->
                                            transformation.getTransitivePredecessors().stream())
                            .noneMatch(WritePathDetector::isUnboundedSource);
        };
    }

    private static boolean isUnboundedSource(Transformation<?> transformation) {
        return transformation instanceof WithBoundedness source
                && source.getBoundedness() != Boundedness.BOUNDED;
    }

    private static long uses(StreamExecutionEnvironment environment, Sink<?> sink) {
        return environment.getTransformations().stream()
                .filter(
                        transformation ->
                                transformation instanceof SinkTransformation<?, ?> other
                                        && other.getSink() == sink)
                .count();
    }
}
