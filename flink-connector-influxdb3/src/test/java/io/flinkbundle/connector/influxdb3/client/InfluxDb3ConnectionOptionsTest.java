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

package io.flinkbundle.connector.influxdb3.client;

import io.flinkbundle.connector.common.secret.Secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class InfluxDb3ConnectionOptionsTest {

    private final InfluxDb3ConnectionOptions.Builder builder = InfluxDb3ConnectionOptions.builder();

    @ParameterizedTest
    @ValueSource(
            strings = {"", "localhost:8181", "ftp://h", "http://", "http://h?db=x", "http://h h"})
    void refusesWhatIsNoAddress(String url) {
        assertThatThrownBy(() -> builder.setUrl(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no address of a server");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://me:planted@h:1", "http://me:planted@h h:1"})
    void neverShowsAPasswordOfTheAddress(String url) {
        assertThatThrownBy(() -> builder.setUrl(url))
                .hasMessageContaining("******")
                .hasMessageNotContaining("planted")
                .hasNoCause();
    }

    @Test
    void showsNoToken() {
        InfluxDb3ConnectionOptions options =
                builder.setUrl("http://h:1/")
                        .setDatabase("d")
                        .setToken(Secret.inline("planted"))
                        .build();

        assertThat(options).hasToString("database 'd' at http://h:1 (API v3)");
    }

    @Test
    void wantsAnOrganizationWithV2Only() {
        builder.setUrl("http://h:1").setDatabase("d");

        assertThatThrownBy(() -> builder.setApi(ApiVersion.V2).build())
                .hasMessageContaining("Set the organization");
        assertThatThrownBy(() -> builder.setApi(ApiVersion.V3).setOrganization("o").build())
                .hasMessageContaining("knows no organization");
    }
}
