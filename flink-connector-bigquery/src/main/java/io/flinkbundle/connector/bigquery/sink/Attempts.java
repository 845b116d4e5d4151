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

package io.flinkbundle.connector.bigquery.sink;

import io.flinkbundle.connector.common.batching.BackpressureException;
import io.flinkbundle.connector.common.batching.RetryableIOException;
import io.flinkbundle.connector.common.retry.Retrier;
import io.flinkbundle.connector.common.retry.RetryPolicy;

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Predicate;

/** Makes a request again and again while its failure may pass, and waits in between. */
@Internal
public final class Attempts {

    private final RetryPolicy policy;
    private final Predicate<IOException> alsoRetried;

    public Attempts(RetryPolicy policy) {
        this(policy, failure -> false);
    }

    /**
     * @param alsoRetried failures that may pass here, though in general they do not
     */
    public Attempts(RetryPolicy policy, Predicate<IOException> alsoRetried) {
        this.policy = policy;
        this.alsoRetried = alsoRetried;
    }

    /**
     * A request with an answer.
     *
     * @param <A> the answer
     */
    @FunctionalInterface
    @Internal
    public interface Request<A> {
        A send() throws IOException, InterruptedException;
    }

    /**
     * @param what the request as a clause in the infinitive
     * @throws IOException if its failure will not pass, or did not in time
     */
    public <A> A of(String what, Request<A> request) throws IOException, InterruptedException {
        Retrier retrier = policy.start(what);
        while (true) {
            try {
                return request.send();
            } catch (BackpressureException e) {
                retrier.backOff(e, e.retryAfter());
            } catch (RetryableIOException e) {
                retrier.backOff(e, Duration.ZERO);
            } catch (IOException e) {
                if (!alsoRetried.test(e)) {
                    throw e;
                }
                retrier.backOff(e, Duration.ZERO);
            }
        }
    }
}
