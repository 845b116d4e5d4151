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

package io.flinkbundle.connector.common.testing;

import org.apache.flink.annotation.Internal;
import org.apache.flink.annotation.PublicEvolving;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/**
 * The rooms of a connector and the arrows between them: {@code client} knows no Flink runtime,
 * {@code source} and {@code sink} know the client and not each other, only {@code table} knows SQL.
 */
public final class ConnectorRules {

    private ConnectorRules() {}

    /**
     * @param root the root package of a connector, such as {@code io.flinkbundle.connector.duckdb}
     */
    public static void assertRooms(String root) {
        JavaClasses classes = classesOf(root);
        check(classes, clientKnowsNoFlinkRuntime(root));
        check(classes, keepsOut(root + ".client..", root, "source", "sink", "table", "catalog"));
        check(classes, keepsOut(root + ".source..", root, "sink", "table", "catalog"));
        check(classes, keepsOut(root + ".sink..", root, "source", "table", "catalog"));
        check(classes, keepsOut(root + ".table..", root, "catalog"));
        check(classes, onlyTableKnowsSql(root));
        check(classes, everyClassIsAnnotated(root));
    }

    /**
     * For a room that only one connector has.
     *
     * @param room its package below the root, which must have classes
     * @param others the packages below the root that it must not use
     */
    public static void assertKeepsOut(String root, String room, String... others) {
        keepsOut(root + "." + room + "..", root, others).check(classesOf(root));
    }

    private static JavaClasses classesOf(String root) {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(root);
    }

    private static ArchRule clientKnowsNoFlinkRuntime(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + ".client..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(
                                "org.apache.flink.api.connector..",
                                "org.apache.flink.connector..",
                                "org.apache.flink.runtime..",
                                "org.apache.flink.streaming..",
                                "org.apache.flink.table.."));
    }

    private static ArchRule keepsOut(String room, String root, String... others) {
        String[] packages = new String[others.length];
        for (int i = 0; i < others.length; i++) {
            packages[i] = root + "." + others[i] + "..";
        }
        return noClasses()
                .that()
                .resideInAPackage(room)
                .should()
                .dependOnClassesThat(resideInAnyPackage(packages));
    }

    private static ArchRule onlyTableKnowsSql(String root) {
        return noClasses()
                .that(
                        resideInAPackage(root + "..")
                                .and(
                                        not(
                                                resideInAnyPackage(
                                                        root + ".table..", root + ".catalog.."))))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(
                                "org.apache.flink.table.connector..",
                                "org.apache.flink.table.factories..",
                                "org.apache.flink.table.catalog.."));
    }

    private static ArchRule everyClassIsAnnotated(String root) {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .areTopLevelClasses()
                .and()
                .haveSimpleNameNotEndingWith("package-info")
                .should()
                .beAnnotatedWith(PublicEvolving.class)
                .orShould()
                .beAnnotatedWith(Internal.class);
    }

    private static void check(JavaClasses classes, ArchRule rule) {
        rule.allowEmptyShould(true).check(classes);
    }
}
