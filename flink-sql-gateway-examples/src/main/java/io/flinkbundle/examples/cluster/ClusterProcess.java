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

package io.flinkbundle.examples.cluster;

import java.io.IOException;
import java.util.Arrays;

/**
 * Runs an entry point of Flink, the first argument, with the others, for as long as its standard
 * input is open. Whoever started it holds the other end, so that no process outlives its owner,
 * even one that was killed.
 */
public final class ClusterProcess {

    private ClusterProcess() {}

    public static void main(String[] args) throws Exception {
        Thread owner = new Thread(ClusterProcess::endWithInput, "owner");
        owner.setDaemon(true);
        owner.start();
        Class.forName(args[0])
                .getMethod("main", String[].class)
                .invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
    }

    private static void endWithInput() {
        try {
            awaitEndOfInput();
            System.exit(0);
        } catch (IOException e) {
            e.printStackTrace(); // read by the owner of this process
            System.exit(1);
        }
    }

    static void awaitEndOfInput() throws IOException {
        while (System.in.read() >= 0) {
            // What is written does not matter, only that somebody could still write.
        }
    }
}
