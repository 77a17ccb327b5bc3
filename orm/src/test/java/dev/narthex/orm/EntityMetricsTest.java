// SPDX-License-Identifier: Apache-2.0
package dev.narthex.orm;

import static dev.narthex.testkit.MetricsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.narthex.core.Application;
import dev.narthex.core.SettingException;
import dev.narthex.core.Settings;
import dev.narthex.testkit.Scrape;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EntityMetricsTest {

    private final Application application = Application.of(Settings.create());
    private final EntityMetrics metrics = EntityMetrics.of(application);

    @Measured
    private static class Book {}

    private static class Novel extends Book {}

    @NotMeasured
    private static class Draft extends Book {}

    private static MappedEntity entity(String fullName, String name) {
        return new MappedEntity(fullName, name, Object.class);
    }

    private static MappedEntity entity(Class<?> type) {
        return new MappedEntity(type.getName(), type.getSimpleName(), type);
    }

    private EntityRecorder recorder(MappedEntity entity) {
        return Objects.requireNonNull(metrics.entities(List.of(entity)).get(entity.fullName()));
    }

    private double inserts(String model) {
        return Scrape.of(application).value("django_model_inserts_total{model=\"" + model + "\"}");
    }

    @Test
    void theNameIsThatOfTheEntityInLowerCase() {
        recorder(entity("shop.Book", "Book")).count(EntityOperation.INSERT);

        assertThat(inserts("book")).isEqualTo(1);
    }

    @Test // D23
    void theSameEntityOfTwoUnitsIsOne() {
        EntityRecorder one = recorder(entity("shop.Book", "Book"));

        assertThat(recorder(entity("shop.Book", "Book"))).isSameAs(one);
    }

    @Test // D23
    void anotherOfTheSameNameInAnotherUnitHasItsFullName() {
        recorder(entity("shop.Book", "Book")).count(EntityOperation.INSERT);
        recorder(entity("library.Book", "Book")).count(EntityOperation.INSERT);

        assertThat(inserts("book")).isEqualTo(1);
        assertThat(inserts("library.Book")).isEqualTo(1);
    }

    @Test // D12
    void twoOfOneUnitWithTheSameNameBothHaveTheirFullNames() {
        metrics.entities(List.of(entity("shop.Book", "Book"), entity("shop.old.Book", "BOOK")));

        assertThat(Scrape.of(application).family("django_model_inserts_total"))
                .contains("model=\"shop.Book\"", "model=\"shop.old.Book\"")
                .doesNotContain("model=\"book\"");
    }

    @Test
    void whatIsAnnotatedHoldsForWhatExtendsIt() {
        Application choosy =
                Application.of(Settings.builder().onlyAnnotatedEntities(true).build());
        List<MappedEntity> mapped =
                List.of(entity(Book.class), entity(Novel.class), entity(Draft.class), entity(Object.class));

        assertThat(EntityMetrics.of(choosy).entities(mapped))
                .containsOnlyKeys(Book.class.getName(), Novel.class.getName());
        assertThat(metrics.entities(mapped))
                .containsOnlyKeys(Book.class.getName(), Novel.class.getName(), Object.class.getName());
    }

    @Test
    void anEntityWithoutAClassIsMeasuredUnlessOnlyAnnotatedOnesAre() {
        MappedEntity audited = new MappedEntity("shop.Book_AUD", "Book_AUD", null);

        assertThat(audited.isMeasured(false)).isTrue();
        assertThat(audited.isMeasured(true)).isFalse();
    }

    @Test // E15
    void beyondTheLimitEntitiesFoldAndNothingIsLost() {
        Application small = Application.of(Settings.builder().maxCells(10).build());
        List<MappedEntity> mapped = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            mapped.add(entity("shop.Entity" + i, "Entity" + i));
        }
        Map<String, EntityRecorder> recorders = EntityMetrics.of(small).entities(mapped);
        recorders.values().forEach(recorder -> recorder.count(EntityOperation.INSERT));

        Scrape page = Scrape.of(small);
        assertThat(page.total("django_model_inserts_total")).isEqualTo(30);
        assertThat(page.value("django_model_inserts_total{model=\"<other>\"}")).isPositive();
        assertThat(page.family("django_model_inserts_total").lines().count()).isLessThan(12);
    }

    @Test
    void theChangesOfATransactionAreCountedOnceAtItsEnd() {
        EntityRecorder book = recorder(entity("shop.Book", "Book"));
        EntityRecorder author = recorder(entity("shop.Author", "Author"));
        EntityChanges changes = EntityChanges.none();
        assertThat(changes.isEmpty()).isTrue();
        changes.add(book, EntityOperation.INSERT);
        changes.add(author, EntityOperation.UPDATE);
        changes.add(book, EntityOperation.INSERT);
        assertThat(changes.isEmpty()).isFalse();
        assertThat(inserts("book")).isZero();

        changes.end(true);
        changes.end(true);
        assertThat(changes.isEmpty()).isTrue();
        changes.add(author, EntityOperation.DELETE);
        changes.end(false);

        assertThat(Scrape.of(application))
                .has("django_model_inserts_total{model=\"book\"}", 2)
                .has("django_model_updates_total{model=\"author\"}", 1)
                .has("django_model_deletes_total{model=\"author\"}", 0)
                .has("django_model_rolled_back_total{model=\"author\",operation=\"delete\"}", 1);
    }

    @Test
    void anOperationOnAnEntityThatTheSessionKnowsAllocatesNothing() {
        EntityRecorder book = recorder(entity("shop.Book", "Book"));
        EntityRecorder author = recorder(entity("shop.Author", "Author"));
        EntityChanges changes = EntityChanges.none();
        transaction(changes, book, author, 20_000); // compiled, and every cell is born
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        threads.getCurrentThreadAllocatedBytes();
        long before = threads.getCurrentThreadAllocatedBytes();
        transaction(changes, book, author, 1_000);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(allocated).isZero();
        assertThat(inserts("book")).isEqualTo(21_000);
    }

    private static void transaction(EntityChanges changes, EntityRecorder book, EntityRecorder author, int operations) {
        for (int i = 0; i < operations; i++) {
            changes.add(book, EntityOperation.INSERT);
            changes.add(author, EntityOperation.UPDATE);
            author.count(EntityOperation.LOAD);
        }
        changes.end(true);
    }

    @Test
    void whatAUnitSaysOfItselfWinsOverTheSettings() {
        Application off = Application.of(Settings.builder().entities(false).build());

        assertThat(EntityMetrics.measures(application, null)).isTrue();
        assertThat(EntityMetrics.measures(off, null)).isFalse();
        assertThat(EntityMetrics.measures(off, true)).isTrue();
        assertThat(EntityMetrics.measures(application, " false ")).isFalse();
        assertRefused("perhaps");
    }

    private void assertRefused(@Nullable Object own) {
        assertThatThrownBy(() -> EntityMetrics.measures(application, own))
                .isInstanceOf(SettingException.class)
                .hasMessage("narthex.orm.enabled must be true or false: perhaps; write one of the two");
    }
}
