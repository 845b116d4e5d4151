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

package io.flinkbundle.connector.redis.table;

import org.apache.flink.api.common.eventtime.WatermarkAlignmentParams;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.config.ExecutionConfigOptions;
import org.apache.flink.table.factories.FactoryUtil;

import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

class SourceWatermarksTest {

    private final Configuration table = new Configuration();
    private final Configuration session = new Configuration();

    @Test
    void alignAsTheTableAsks() {
        table.set(FactoryUtil.WATERMARK_ALIGNMENT_GROUP, "group");
        table.set(FactoryUtil.WATERMARK_ALIGNMENT_MAX_DRIFT, Duration.ofSeconds(7));

        assertThat(SourceWatermarks.of(table, session).getAlignmentParameters())
                .returns("group", WatermarkAlignmentParams::getWatermarkGroup)
                .returns(7000L, WatermarkAlignmentParams::getMaxAllowedWatermarkDrift);
    }

    @Test
    void becomeIdleAsTheTableAsks() {
        table.set(FactoryUtil.SOURCE_IDLE_TIMEOUT, Duration.ofSeconds(7));

        assertThat(SourceWatermarks.of(table, session))
                .hasFieldOrPropertyWithValue("idlenessTimeout", Duration.ofSeconds(7));
    }

    @Test
    void becomeIdleAsTheSessionAsks() {
        session.set(ExecutionConfigOptions.TABLE_EXEC_SOURCE_IDLE_TIMEOUT, Duration.ofSeconds(7));

        assertThat(SourceWatermarks.of(table, session))
                .hasFieldOrPropertyWithValue("idlenessTimeout", Duration.ofSeconds(7));
    }
}
