// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.frontdoors;

import java.lang.ref.WeakReference;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.IntSupplier;

/**
 * Spring Boot in a class loader of its own, so that it can be seen to go. Tomcat's classes stay outside: they give the JVM
 * a factory of URLs, once and for ever. Its thread has a group of its own, because the
 * JDK keeps what it knows of beans by thread group, and ends when it is done, with all its thread-locals.
 */
final class IsolatedShop {

    private final List<AutoCloseable> shops = new ArrayList<>();
    private final List<Client> clients = new ArrayList<>();
    private final WeakReference<ClassLoader> reference;
    private URLClassLoader loader;

    IsolatedShop() {
        this.loader = new URLClassLoader(ClassPath.urls(War::isInABootWar), new ServerClasses());
        this.reference = new WeakReference<>(loader);
    }

    /** Starts one more Spring context in the same loader. */
    Client start(String... properties) throws Exception {
        Object shop = inside(() -> Class.forName("dev.narthex.verification.frontdoors.shop.BootShop", true, loader)
                .getMethod("start", String[].class)
                .invoke(null, (Object) properties));
        shops.add((AutoCloseable) shop);
        Client client = new Client(Client.newHttp(), ((IntSupplier) shop).getAsInt(), "");
        clients.add(client);
        return client;
    }

    ClassLoader loader() {
        return loader;
    }

    /** Ends the first of the contexts that still run. */
    void closeFirst() throws Exception {
        AutoCloseable shop = shops.remove(0);
        inside(() -> {
            shop.close();
            return "";
        });
    }

    /** Ends all contexts, and lets go of the loader. */
    @SuppressWarnings("NullAway") // the field must not hold the loader that is to go
    WeakReference<ClassLoader> close() throws Exception {
        while (!shops.isEmpty()) {
            closeFirst();
        }
        loader.close();
        loader = null;
        return reference;
    }

    private <V> V inside(Callable<V> work) throws Exception {
        FutureTask<V> task = new FutureTask<>(work);
        Thread thread = new Thread(new ThreadGroup("isolated"), task, "isolated");
        thread.setContextClassLoader(loader);
        thread.start();
        try {
            return task.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the isolated shop failed", failed.getCause());
        }
    }
}
