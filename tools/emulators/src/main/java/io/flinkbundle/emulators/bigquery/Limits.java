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

package io.flinkbundle.emulators.bigquery;

import org.apache.flink.annotation.PublicEvolving;

import java.time.Duration;

/**
 * What is too much for the service.
 *
 * @param appendRequestBytes what one request of AppendRows may have
 * @param readSessionLifetime how long the streams of a read session can be read
 * @param insertAllBytes what one call of insertAll may have
 * @param insertAllRows how many rows one call of insertAll may have
 * @param loadFiles how many files a load job may have
 */
@PublicEvolving
public record Limits(
        int appendRequestBytes,
        Duration readSessionLifetime,
        int insertAllBytes,
        int insertAllRows,
        int loadFiles) {

    /** Those of the service. */
    public static final Limits SERVICE =
            new Limits(10 << 20, Duration.ofHours(6), 10_000_000, 50_000, 10_000);

    public Limits withAppendRequestBytes(int bytes) {
        return new Limits(bytes, readSessionLifetime, insertAllBytes, insertAllRows, loadFiles);
    }

    public Limits withReadSessionLifetime(Duration lifetime) {
        return new Limits(appendRequestBytes, lifetime, insertAllBytes, insertAllRows, loadFiles);
    }

    public Limits withLoadFiles(int files) {
        return new Limits(
                appendRequestBytes, readSessionLifetime, insertAllBytes, insertAllRows, files);
    }
}
