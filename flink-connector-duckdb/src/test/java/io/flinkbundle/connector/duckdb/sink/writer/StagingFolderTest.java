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

package io.flinkbundle.connector.duckdb.sink.writer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StagingFolderTest {

    @ParameterizedTest
    @CsvSource({
        "/mnt/staging, /mnt/staging",
        "file:///mnt/staging, /mnt/staging",
        "file:/mnt/my%20staging, /mnt/my staging",
        "staging, staging"
    })
    void takesAPathOrAFileUri(String folder, String path) {
        assertThat(StagingFolder.localPath(folder)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://bucket/staging", "hdfs:/staging", "file://host/x", "file:x"})
    void refusesWhatDuckDbCannotWrite(String folder) {
        assertThatThrownBy(() -> StagingFolder.localPath(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(folder);
    }

    @Test
    void hidesThePasswordInAUri() {
        assertThatThrownBy(() -> StagingFolder.localPath("ftp://me:planted@host/x"))
                .hasMessageNotContaining("planted");
    }
}
