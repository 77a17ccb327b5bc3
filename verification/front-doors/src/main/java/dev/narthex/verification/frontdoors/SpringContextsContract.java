// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.frontdoors;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

/** Spring Boot on its own: one context, two contexts under one class loader, and what is left of them (A51). */
public abstract class SpringContextsContract {

    /** One by the pool at the start, one more for each request; one persistence unit. */
    @Test
    void onePageShowsRequestsAndWhatVendorsConstructed() throws Throwable {
        IsolatedShop shop = new IsolatedShop();
        Client client = shop.start();
        client.buy(3);
        new Page("Till.till", 3, 1 + 3, 1).matches(client);

        Leftovers.assertUnloaded(shop.close());
    }

    /** The pool of both is made by their one driver; the persistence units and these connections are handed their own. */
    @Test
    void twoContextsInOneClassLoaderHaveAPageEach() throws Throwable {
        IsolatedShop shop = new IsolatedShop();
        String[] withoutTheDriver = {
            "spring.datasource.url=jdbc:h2:mem:${random.uuid}",
            "spring.datasource.driver-class-name=org.h2.Driver",
            "shop.hands-over=true"
        };
        Client first = shop.start(withoutTheDriver);
        Client second = shop.start(withoutTheDriver);
        first.buy(2);
        second.buy(5);

        new Page("Till.till", 2, 2, 1).matches(first);
        new Page("Till.till", 5, 5, 1).matches(second);

        WeakReference<ClassLoader> loader = shop.close();
        Leftovers.assertUnloaded(loader);
    }

    /** The second is at home nowhere; its pool makes text of all properties, in the second as in the first. */
    @Test
    void aDriverBehindAPoolIsOnThePageOfItsOwnContext() throws Throwable {
        IsolatedShop shop = new IsolatedShop();
        Client first = shop.start("shop.hands-over=true");
        Client second = shop.start("shop.hands-over=true");
        first.buy(2);
        second.buy(5);

        new Page("Till.till", 2, 1 + 2, 1).matches(first);
        new Page("Till.till", 5, 1 + 5, 1).matches(second);
        Leftovers.assertUnloaded(shop.close());
    }

    /** It found no application, and made one; the starter adopts it. */
    @Test
    void aConnectionBeforeTheContextIsOnItsPage() throws Throwable {
        IsolatedShop shop = new IsolatedShop();
        Client client = shop.start("shop.connects-first=true");
        client.buy(1);
        new Page("Till.till", 1, 1 + 1 + 1, 1).matches(client);

        Leftovers.assertUnloaded(shop.close());
    }

    /** What ended has let its place go: the next context starts from nothing, and a driver finds it. */
    @Test
    void aContextAfterAnotherStartsClean() throws Throwable {
        IsolatedShop shop = new IsolatedShop();
        Client first = shop.start();
        first.buy(2);
        new Page("Till.till", 2, 1 + 2, 1).matches(first);
        shop.closeFirst();

        Client second = shop.start();
        second.buy(1);
        new Page("Till.till", 1, 1 + 1, 1).matches(second);
        Leftovers.assertUnloaded(shop.close());
    }

    /** The control: the same way of looking finds a loader that somebody holds. */
    @Test
    void aLoaderThatIsHeldIsSeen() throws Throwable {
        IsolatedShop shop = new IsolatedShop();
        shop.start();
        ClassLoader held = shop.loader();
        WeakReference<ClassLoader> reference = shop.close();
        System.gc();

        assertThat(reference.get()).isSameAs(held);
    }
}
