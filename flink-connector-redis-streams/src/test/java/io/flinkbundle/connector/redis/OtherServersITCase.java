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

package io.flinkbundle.connector.redis;

import io.flinkbundle.connector.redis.testing.RedisBinary;

import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.opentest4j.MultipleFailuresError;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs all tests that start servers against other programs than the one that comes with the tests:
 * those that the environment variable {@code REDIS_SERVER_BINARIES} names, separated as in a path.
 *
 * <pre>{@code
 * REDIS_SERVER_BINARIES=/usr/bin/redis-server:/usr/bin/valkey-server mvn verify -Dit.test=OtherServersITCase
 * }</pre>
 */
@EnabledIfEnvironmentVariable(named = OtherServersITCase.BINARIES, matches = ".+")
class OtherServersITCase {

    static final String BINARIES = "REDIS_SERVER_BINARIES";

    /** A part of the name of a test class; narrows the run. */
    private static final String CLASSES = "REDIS_SERVER_TESTS";

    private static final String PACKAGE = OtherServersITCase.class.getPackageName();

    private final Launcher launcher = LauncherFactory.create();

    @TestFactory
    Stream<DynamicContainer> passOn() throws IOException {
        List<DynamicContainer> servers = new ArrayList<>();
        for (String name : System.getenv(BINARIES).split(File.pathSeparator)) {
            Path binary = Path.of(name);
            servers.add(
                    DynamicContainer.dynamicContainer(
                            RedisBinary.versionOf(binary),
                            testClasses()
                                    .map(
                                            each ->
                                                    DynamicTest.dynamicTest(
                                                            each.getSimpleName(),
                                                            () -> run(each, binary)))));
        }
        return servers.stream();
    }

    private Stream<Class<?>> testClasses() {
        String some = System.getenv().getOrDefault(CLASSES, "");
        TestPlan plan =
                launcher.discover(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(DiscoverySelectors.selectPackage(PACKAGE))
                                .filters(
                                        ClassNameFilter.includeClassNamePatterns(
                                                ".*" + some + ".*ITCase"),
                                        ClassNameFilter.excludeClassNamePatterns(
                                                ".*(OtherServers|SqlJar)ITCase"))
                                .build());
        return plan.getRoots().stream()
                .flatMap(engine -> plan.getChildren(engine).stream())
                .flatMap(test -> test.getSource().stream())
                .filter(ClassSource.class::isInstance)
                .map(source -> ((ClassSource) source).getJavaClass());
    }

    private void run(Class<?> tests, Path binary) {
        LauncherDiscoveryRequest request =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(DiscoverySelectors.selectClass(tests))
                        .build();
        Results results = new Results();
        RedisBinary.use(binary, () -> launcher.execute(request, results));
        if (!results.failures.isEmpty()) {
            throw new MultipleFailuresError(tests.getSimpleName(), results.failures);
        }
        assertThat(results.passed + results.leftOut).isPositive();
    }

    private static final class Results implements TestExecutionListener {
        private final List<Throwable> failures = new ArrayList<>();
        private int passed;

        /** Of tests, or of a class as a whole, that need more than the server has. */
        private int leftOut;

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            switch (result.getStatus()) {
                case SUCCESSFUL -> passed += test.isTest() ? 1 : 0;
                case ABORTED -> leftOut++;
                case FAILED ->
                        failures.add(
                                new AssertionError(
                                        test.getDisplayName(), result.getThrowable().orElse(null)));
            }
        }
    }
}
