// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts.entities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.testkit.Scrape;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A thousand operations of all kinds in transactions that end in all ways; triggers in the database count them too. */
public abstract class RandomTrafficContract extends EntityContract {

    private static final int OPERATIONS = 1_000;

    private final List<Long> shelves = new ArrayList<>();
    private final List<Long> volumes = new ArrayList<>();
    private long ids = 1; // EclipseLink takes 0 for none

    @Test // D1, D2, D10, D13, D17
    void ourCountsAreThoseOfTheTriggers() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        EntityTriggers triggers = new EntityTriggers(database());
        triggers.put("shelf", "volume", "loan");
        int done = 0;
        int committed = 0;
        int rolledBack = 0;
        while (done < OPERATIONS) {
            int size = 1 + random.nextInt(12);
            if (transaction(random, size)) {
                committed++;
            } else {
                rolledBack++;
            }
            done += size;
        }

        Scrape page = library().scrape();
        System.out.printf(
                "seed %d: %d operations, %d transactions committed, %d not; undone: %.0f%n",
                seed, done, committed, rolledBack, page.total(ROLLED_BACK));
        assertThat(committed).isGreaterThan(20);
        assertThat(rolledBack).isGreaterThan(20);
        assertThat(page.total(ROLLED_BACK)).isPositive();
        SortedMap<String, Double> counted = triggers.counted();
        assertThat(counted).hasSizeGreaterThanOrEqualTo(6);
        assertThat(written(page)).as("seed " + seed).isEqualTo(counted);
    }

    private static SortedMap<String, Double> written(Scrape page) {
        SortedMap<String, Double> written = new TreeMap<>();
        for (Map.Entry<String, Double> sample : page.samples().entrySet()) {
            boolean isWrite = sample.getKey().matches("django_model_(inserts|updates|deletes)_total.*");
            if (isWrite && sample.getValue() != 0) {
                written.put(sample.getKey(), sample.getValue());
            }
        }
        return written;
    }

    /** Whether it was committed. */
    private boolean transaction(Random random, int size) {
        List<Long> shelvesBefore = List.copyOf(shelves);
        List<Long> volumesBefore = List.copyOf(volumes);
        boolean committed = false;
        try (EntityManager entities = library().factory().createEntityManager()) {
            entities.getTransaction().begin();
            try {
                for (int i = 0; i < size; i++) {
                    operate(entities, random);
                    if (random.nextInt(4) == 0) {
                        entities.flush();
                    }
                }
                if (random.nextInt(3) != 0) {
                    entities.getTransaction().commit();
                    committed = true;
                }
            } catch (PersistenceException refused) {
                assertThat(refused).hasStackTraceContaining("one_signature");
            }
            if (!committed && entities.getTransaction().isActive()) {
                entities.getTransaction().rollback();
            }
        }
        if (!committed) {
            shelves.clear();
            shelves.addAll(shelvesBefore);
            volumes.clear();
            volumes.addAll(volumesBefore);
        }
        return committed;
    }

    private void operate(EntityManager entities, Random random) {
        switch (random.nextInt(10)) {
            case 0, 1 -> addShelf(entities, random.nextInt(4));
            case 2, 3 -> addVolume(entities, "volume " + ids);
            case 4 -> entities.persist(new Loans.Loan());
            case 5, 6 ->
                any(volumes, random, id -> entities.find(Volume.class, id).sign("signed " + ids++));
            case 7 -> any(shelves, random, id -> entities.find(Shelf.class, id).moveTo("place " + ids++));
            case 8 -> any(shelves, random, id -> removeShelf(entities, id));
            default -> addVolume(entities, random.nextInt(4) == 0 ? "the same" : "volume " + ids);
        }
    }

    private interface ById {
        void with(long id);
    }

    private static void any(List<Long> ids, Random random, ById operation) {
        if (!ids.isEmpty()) {
            operation.with(ids.get(random.nextInt(ids.size())));
        }
    }

    private void addVolume(EntityManager entities, String signature) {
        long id = ids++;
        entities.persist(new Volume(id, signature));
        volumes.add(id);
    }

    private void addShelf(EntityManager entities, int size) {
        Shelf shelf = new Shelf(ids++);
        shelf.topics().add("random");
        for (int i = 0; i < size; i++) {
            long id = ids++;
            shelf.add(new Volume(id));
            volumes.add(id);
        }
        entities.persist(shelf);
        shelves.add(shelf.id());
    }

    private void removeShelf(EntityManager entities, long id) {
        Shelf shelf = entities.find(Shelf.class, id);
        shelf.volumes().forEach(volume -> volumes.remove(volume.id()));
        entities.remove(shelf);
        shelves.remove(id);
    }
}
