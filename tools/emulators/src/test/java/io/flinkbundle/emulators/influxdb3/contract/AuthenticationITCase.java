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

package io.flinkbundle.emulators.influxdb3.contract;

import io.flinkbundle.emulators.influxdb3.InfluxDb3Emulator;
import io.flinkbundle.emulators.influxdb3.testing.ContractTestBase;
import io.flinkbundle.emulators.influxdb3.testing.HttpCalls;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class AuthenticationITCase extends ContractTestBase {

    private static final String TOKENS = "/api/v3/configure/token";

    AuthenticationITCase() {
        super(InfluxDb3Emulator.builder().token("secret"));
    }

    private HttpResponse<String> ping(String authorization) throws Exception {
        return http.send(http.request("/ping").header("Authorization", authorization));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer secret", "Token secret"})
    void letsInWhoHasTheToken(String authorization) throws Exception {
        assertThat(ping(authorization).statusCode()).isEqualTo(200);
    }

    @Test
    void takesThePasswordOfBasicForTheToken() throws Exception {
        String basic = Base64.getEncoder().encodeToString("anyone:secret".getBytes(UTF_8));

        assertThat(ping("Basic " + basic).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "Bearer wrong, 401",
        "secret, 400",
        "Bearer, 400",
        "Bearer a b, 400",
        "Digest secret, 400",
        "Basic !, 400",
        "Basic c2VjcmV0, 400"
    })
    void keepsOthersOut(String authorization, int status) throws Exception {
        assertThat(ping(authorization).statusCode()).isEqualTo(status);
    }

    @Test
    void keepsOutWhoHasNoToken() throws Exception {
        HttpResponse<String> response = http.write("m f=1 1");

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).isEqualTo("{\"error\":\"the request was not authenticated\"}");
        assertThat(emulator().pointsWritten("db", "m")).isZero();
    }

    @Test
    void takesTheParameterPForTheTokenOfV1() throws Exception {
        assertThat(http.post("/write?db=db&u=anyone&p=secret", "m f=1").statusCode())
                .isEqualTo(204);
        assertThat(http.post("/write?db=db&p=wrong", "m f=1").statusCode()).isEqualTo(401);
        assertThat(http.post("/api/v3/write_lp?db=db&p=secret", "m f=1").statusCode())
                .isEqualTo(401);
    }

    @Test
    void makesTokensThatOpenAndExpire() throws Exception {
        JsonObject token =
                JsonParser.parseString(
                                http.send(
                                                http.request(TOKENS + "/named_admin")
                                                        .header("Authorization", "Bearer secret")
                                                        .header("Content-Type", "application/json")
                                                        .POST(
                                                                BodyPublishers.ofString(
                                                                        "{\"token_name\":\"t\",\"expiry_secs\":60}")))
                                        .body())
                        .getAsJsonObject();

        assertThat(token.get("expiry").getAsString()).isEqualTo("2026-01-01T00:01:00Z");
        assertThat(ping("Bearer " + token.get("token").getAsString()).statusCode()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(61));
        assertThat(ping("Bearer " + token.get("token").getAsString()).statusCode()).isEqualTo(401);
    }

    @Test
    void makesTheFirstTokenOnceAndAnewOnRequest() throws Exception {
        assertThat(http.post(TOKENS + "/admin", "").statusCode()).isEqualTo(409);

        HttpResponse<String> anew =
                http.send(
                        http.request(TOKENS + "/admin/regenerate")
                                .header("Authorization", "Bearer secret")
                                .POST(BodyPublishers.noBody()));

        assertThat(anew.statusCode()).isEqualTo(201);
        String token =
                JsonParser.parseString(anew.body()).getAsJsonObject().get("token").getAsString();
        assertThat(token).startsWith("apiv3_");
        assertThat(ping("Bearer secret").statusCode()).isEqualTo(401);
        assertThat(ping("Bearer " + token).statusCode()).isEqualTo(200);
    }

    @Test
    void deletesTokensButTheFirst() throws Exception {
        emulator().tokens().create("t", Optional.empty());

        assertThat(deleteToken("t")).isEqualTo(200);
        assertThat(deleteToken("t")).isEqualTo(404);
        assertThat(deleteToken("_admin")).isEqualTo(405);
    }

    private int deleteToken(String name) throws Exception {
        return http.send(
                        http.request(TOKENS + "?token_name=" + name)
                                .header("Authorization", "Bearer secret")
                                .DELETE())
                .statusCode();
    }

    @Test
    void rotatesTokensDuringATest() throws Exception {
        emulator().tokens().allow("new");
        emulator().tokens().revoke("secret");

        assertThat(ping("Bearer secret").statusCode()).isEqualTo(401);
        assertThat(ping("Bearer new").statusCode()).isEqualTo(200);
    }

    @Test
    void makesNoTokensWithoutAuthorization() throws Exception {
        try (InfluxDb3Emulator open = InfluxDb3Emulator.builder().start()) {
            HttpResponse<String> response = new HttpCalls(open).post(TOKENS + "/admin", "");

            assertThat(response.statusCode()).isEqualTo(405);
            assertThat(response.body()).isEqualTo("endpoint disabled, started without auth");
        }
    }

    @Test
    void letsTheFirstTokenBeMadeByAnyone() throws Exception {
        try (InfluxDb3Emulator fresh = InfluxDb3Emulator.builder().tokenRequired().start()) {
            HttpCalls calls = new HttpCalls(fresh);

            assertThat(calls.get("/ping").statusCode()).isEqualTo(401);
            assertThat(calls.post(TOKENS + "/admin", "").statusCode()).isEqualTo(201);
        }
    }

    @Test
    void recordsNoCredentials() throws Exception {
        ping("Bearer secret");
        http.post("/write?db=db&u=me&p=secret", "m f=1");

        assertThat(emulator().calls().calls()).hasSize(2);
        assertThat(emulator().calls().calls().toString()).doesNotContain("secret");
    }
}
