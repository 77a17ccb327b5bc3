// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.walls;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The keys of cubes have an equals and a hashCode that are written out, for the sake of a start. A component that somebody
 * adds and forgets there would put the counts of two keys into one cell.
 */
class KeysTest {

    private static List<Class<?>> keys() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.narthex").stream()
                        .filter(type -> type.isRecord() && type.getSimpleName().endsWith("Key"))
                        .<Class<?>>map(type -> type.reflect())
                        .toList();
    }

    @Test
    void thereAreKeys() {
        assertThat(keys())
                .extracting(Class::getSimpleName)
                .contains("HttpKey", "ViewKey", "CostKey", "SqlKey", "LoanKey", "CacheKey", "EntityKey");
    }

    @TestFactory
    List<DynamicTest> eachComponentKeepsTwoKeysApart() {
        return keys().stream()
                .map(key -> DynamicTest.dynamicTest(key.getSimpleName(), () -> everyComponentCounts(key)))
                .toList();
    }

    private static void everyComponentCounts(Class<?> key) throws ReflectiveOperationException {
        RecordComponent[] components = key.getRecordComponents();
        Object[] values =
                Arrays.stream(components).map(one -> value(one.getType(), 0)).toArray();
        Object one = make(key, values);

        assertThat(one).isEqualTo(make(key, values)).hasSameHashCodeAs(make(key, values));
        assertThat(one.equals("another type")).isFalse();
        for (int i = 0; i < components.length; i++) {
            Object[] varied = values.clone();
            varied[i] = value(components[i].getType(), 1);
            Object other = make(key, varied);
            assertThat(other).as(components[i].getName()).isNotEqualTo(one);
            assertThat(other.hashCode()).as(components[i].getName()).isNotEqualTo(one.hashCode());
        }
    }

    private static Object make(Class<?> key, Object... values) throws ReflectiveOperationException {
        Constructor<?> constructor = key.getDeclaredConstructor(Arrays.stream(key.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        return constructor.newInstance(values);
    }

    private static Object value(Class<?> type, int choice) {
        if (type == boolean.class) {
            return choice == 1;
        }
        if (type == int.class) {
            return 200 + choice;
        }
        if (type == List.class) {
            return List.of("list " + choice);
        }
        return type.isEnum() ? type.getEnumConstants()[choice] : "text " + choice;
    }
}
