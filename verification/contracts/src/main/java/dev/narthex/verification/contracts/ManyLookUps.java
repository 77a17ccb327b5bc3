// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.verification.contracts.CacheContract.Store;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a {@link CacheContract} must show beside, if its caches look many keys up at once. */
public interface ManyLookUps {

    Store measured() throws Exception;

    String gets();

    String line(String result, int times);

    /** Looks all of these up at once, however often each is there. */
    void getMany(Store books, List<String> keys) throws Exception;

    @Test // C5
    default void manyKeysAreALookUpEach() throws Exception {
        Store books = measured();
        books.put("a", "A");
        books.put("b", "B");

        getMany(books, List.of("a", "x", "b", "a"));
        getMany(books, List.of("y", "z"));

        assertThat(gets()).contains(line("hit", 2), line("miss", 3)).hasLineCount(2);
    }
}
