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

import org.apache.flink.annotation.Internal;
import org.apache.flink.annotation.PublicEvolving;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

@AnalyzeClasses(
        packages = "io.flinkbundle.emulators.bigquery",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule ONLY_THE_FRONTEND_KNOWS_NETTY =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..bigquery.grpc..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.grpc.netty..", "io.netty..");

    @ArchTest
    static final ArchRule ONLY_THE_FRONTEND_KNOWS_THE_HTTP_SERVER =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..bigquery.http..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("com.sun.net.httpserver..");

    @ArchTest
    static final ArchRule ONLY_THE_ENGINE_KNOWS_DUCKDB =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..bigquery.engine..")
                    .should()
                    .dependOnClassesThat()
                    .haveSimpleNameStartingWith("DuckDBAppender");

    @ArchTest
    static final ArchRule SHARES_NOTHING_WITH_CONNECTORS =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.flinkbundle.connector..");

    @ArchTest
    static final ArchRule ONLY_CLOCKS_READ_THE_TIME_OF_THE_MACHINE =
            noClasses().should().callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("io.flinkbundle.emulators.bigquery.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule EVERY_CLASS_SAYS_FOR_WHOM_IT_IS =
            classes()
                    .that()
                    .areTopLevelClasses()
                    .should()
                    .beAnnotatedWith(PublicEvolving.class)
                    .orShould()
                    .beAnnotatedWith(Internal.class);
}
