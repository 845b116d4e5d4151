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

package io.flinkbundle.connector.bigquery.client;

import io.flinkbundle.connector.common.options.OptionValues;

import org.apache.flink.annotation.PublicEvolving;

/** Where the credentials of a connection come from. */
@PublicEvolving
public enum CredentialsType {
    /**
     * Google's default chain: the variable GOOGLE_APPLICATION_CREDENTIALS, the login of gcloud, the
     * service account of the machine.
     */
    DEFAULT,
    /** None; for an emulator. */
    NONE,
    /** A JSON key in a file. */
    FILE,
    /** A JSON key, as it is or in Base64. */
    SECRET,
    /** An OAuth 2 access token, which somebody else renews. */
    ACCESS_TOKEN,
    /** A service account that the account of the default chain acts for. */
    IMPERSONATE;

    @Override
    public String toString() {
        return OptionValues.kebabCase(this);
    }
}
