// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.walls;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;

/** The classes of all published artifacts, and how few of them would mean that a rule has passed on nothing. */
final class Narthex {

    static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(
                    "dev.narthex.core",
                    "dev.narthex.http",
                    "dev.narthex.export",
                    "dev.narthex.starter",
                    "dev.narthex.testkit");

    /** At least so many classes are in a package and below it. */
    static final Map<String, Integer> AT_LEAST = Map.of(
            "dev.narthex.core", 30,
            "dev.narthex.http", 25,
            "dev.narthex.http.servlet", 9,
            "dev.narthex.http.springmvc", 4,
            "dev.narthex.export", 15,
            "dev.narthex.starter", 6,
            "dev.narthex.testkit", 2);

    private Narthex() {}

    static long count(String packageName) {
        return CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.equals(packageName) || name.startsWith(packageName + "."))
                .count();
    }

    static void check(ArchRule rule) {
        rule.check(CLASSES);
    }
}
