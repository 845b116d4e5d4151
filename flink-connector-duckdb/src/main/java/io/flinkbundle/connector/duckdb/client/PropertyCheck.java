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

package io.flinkbundle.connector.duckdb.client;

import org.apache.flink.annotation.Internal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.SQLException;
import java.util.Properties;

/**
 * Asks DuckDB whether it knows the properties of a table, before a job needs them: opens a database
 * in memory with them, and no file.
 */
@Internal
public final class PropertyCheck {

    private static final Logger LOG = LoggerFactory.getLogger(PropertyCheck.class);

    private PropertyCheck() {}

    /**
     * Checks names and values. A JVM that only plans need not have the driver: then the job finds
     * out when it starts.
     *
     * @throws InvalidSettingException if DuckDB refuses one; the message is DuckDB's
     */
    public static void verify(DuckDbSettings settings) throws InvalidSettingException {
        if (settings.properties().isEmpty()) {
            return;
        }
        try (DuckDbDriver driver = DuckDbDriver.acquire()) {
            Properties properties = new Properties();
            properties.putAll(settings.properties());
            properties.put("threads", "1");
            driver.connect("", properties).close();
        } catch (DriverException e) {
            LOG.debug("The properties of DuckDB can only be checked when the job starts.", e);
        } catch (SQLException e) {
            throw new InvalidSettingException(
                    "DuckDB refuses one of 'properties.*': " + e.getMessage(), e);
        }
    }
}
