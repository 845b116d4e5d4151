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

package io.flinkbundle.connector.duckdb.sink;

import io.flinkbundle.connector.common.boundedness.WritePath;

import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.table.api.ValidationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WriteRouteTest {

    @ParameterizedTest
    @CsvSource({
        "BULK, AT_LEAST_ONCE, BULK",
        "BULK, EXACTLY_ONCE, BULK",
        "STAGED_BULK, AT_LEAST_ONCE, STAGED",
        "STAGED_BULK, EXACTLY_ONCE, STAGED",
        "PER_CHECKPOINT, AT_LEAST_ONCE, DIRECT",
        "PER_CHECKPOINT, EXACTLY_ONCE, STAGED",
        "CONTINUOUS, AT_LEAST_ONCE, DIRECT"
    })
    void followsFromPathAndGuarantee(
            WritePath path, DeliveryGuarantee guarantee, WriteRoute route) {
        assertThat(WriteRoute.of(path, guarantee)).isEqualTo(route);
    }

    @Test
    void refusesExactlyOnceWithoutCheckpoints() {
        assertThatThrownBy(
                        () -> WriteRoute.of(WritePath.CONTINUOUS, DeliveryGuarantee.EXACTLY_ONCE))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("execution.checkpointing.interval");
    }
}
