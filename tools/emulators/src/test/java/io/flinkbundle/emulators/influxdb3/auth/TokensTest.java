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

package io.flinkbundle.emulators.influxdb3.auth;

import io.flinkbundle.emulators.pubsub.time.ManualClock;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class TokensTest {

    private final ManualClock clock = new ManualClock();
    private final Tokens tokens = new Tokens(clock, true, Optional.of("secret"));

    @Test
    void opensForTheTokensItKnows() {
        assertThat(tokens.opens("secret")).isTrue();
        assertThat(tokens.opens("other")).isFalse();
    }

    @Test
    void opensForEveryoneWhenNoneIsRequired() {
        assertThat(new Tokens(clock, false, Optional.empty()).opens("anything")).isTrue();
    }

    @Test
    void opensNoMoreForATokenThatIsRevokedOrExpired() {
        String shortLived =
                tokens.create("short", Optional.of(Duration.ofSeconds(10))).orElseThrow().secret();
        tokens.allow("allowed");
        assertThat(tokens.opens(shortLived)).isTrue();
        assertThat(tokens.opens("allowed")).isTrue();

        clock.advance(Duration.ofSeconds(11));
        tokens.revoke("allowed");

        assertThat(tokens.opens(shortLived)).isFalse();
        assertThat(tokens.opens("allowed")).isFalse();
    }

    @Test
    void makesEachNameOnce() {
        assertThat(tokens.create("a", Optional.empty())).isPresent();
        assertThat(tokens.create("a", Optional.empty())).isEmpty();
    }

    @Test
    void makesTheFirstAnewAndNeverDeletesIt() {
        String anew = tokens.regenerateOperator().secret();

        assertThat(tokens.opens("secret")).isFalse();
        assertThat(tokens.opens(anew)).isTrue();
        assertThat(tokens.delete(Tokens.OPERATOR)).contains(Tokens.Refusal.IS_OPERATOR);
        assertThat(tokens.delete("none")).contains(Tokens.Refusal.NOT_FOUND);
    }

    @Test
    void forgetsWhatWasMadeSinceTheStart() {
        tokens.allow("allowed");
        tokens.regenerateOperator();

        tokens.reset();

        assertThat(tokens.opens("secret")).isTrue();
        assertThat(tokens.opens("allowed")).isFalse();
    }

    @Test
    void doesNotShowItsSecret() {
        Token token = tokens.create("a", Optional.empty()).orElseThrow();

        assertThat(token).asString().doesNotContain(token.secret());
        assertThat(token.hash()).hasSize(128);
    }
}
