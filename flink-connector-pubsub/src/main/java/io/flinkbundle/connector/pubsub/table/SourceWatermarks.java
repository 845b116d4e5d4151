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

package io.flinkbundle.connector.pubsub.table;

import io.flinkbundle.connector.pubsub.source.PubSubWatermarks;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.config.ExecutionConfigOptions;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.FactoryUtil;

import java.time.Duration;
import java.util.Optional;

/**
 * What {@code SOURCE_WATERMARK()} stands for: the oldest time of the last minute, with the idleness
 * and the alignment that the user asked for. The planner applies these options to the watermark
 * expressions of a table itself, but leaves them to the source here.
 */
@Internal
final class SourceWatermarks {

    private SourceWatermarks() {}

    /**
     * @param table the options of the table
     * @param session the settings that tables fall back to
     */
    static WatermarkStrategy<RowData> of(ReadableConfig table, ReadableConfig session) {
        WatermarkStrategy<RowData> strategy = PubSubWatermarks.lastMinute();
        Duration idleTimeout =
                table.getOptional(FactoryUtil.SOURCE_IDLE_TIMEOUT)
                        .orElseGet(
                                () ->
                                        session.get(
                                                ExecutionConfigOptions
                                                        .TABLE_EXEC_SOURCE_IDLE_TIMEOUT));
        if (idleTimeout.toMillis() > 0) {
            strategy = strategy.withIdleness(idleTimeout);
        }
        Optional<String> group = table.getOptional(FactoryUtil.WATERMARK_ALIGNMENT_GROUP);
        if (group.isEmpty()) {
            return strategy;
        }
        // Flink has checked that both are set.
        return strategy.withWatermarkAlignment(
                group.get(),
                table.get(FactoryUtil.WATERMARK_ALIGNMENT_MAX_DRIFT),
                table.get(FactoryUtil.WATERMARK_ALIGNMENT_UPDATE_INTERVAL));
    }
}
