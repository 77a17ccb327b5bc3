// SPDX-License-Identifier: Apache-2.0
package dev.narthex.cache.redis;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Proxies of a client's interfaces: no class of a client is extended (C25), and every line of its versions will do. */
final class Proxies {

    private Proxies() {}

    /** A proxy of all public interfaces of the target. */
    static Object of(Object target, InvocationHandler handler) {
        Set<Class<?>> interfaces = new LinkedHashSet<>();
        for (Class<?> type = target.getClass(); type != null; type = type.getSuperclass()) {
            for (Class<?> candidate : type.getInterfaces()) {
                if (Modifier.isPublic(candidate.getModifiers())) {
                    interfaces.add(candidate);
                }
            }
        }
        return Proxy.newProxyInstance(target.getClass().getClassLoader(), interfaces.toArray(Class<?>[]::new), handler);
    }

    /** Calls the target; what it throws comes as it was thrown. A proxy is equal to itself alone. */
    static @Nullable Object invoke(Object proxy, Object target, Method method, Object @Nullable [] arguments)
            throws Throwable {
        if (method.getDeclaringClass() == Object.class && method.getName().equals("equals") && arguments != null) {
            return proxy == arguments[0];
        }
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException theirs) {
            throw theirs.getCause();
        }
    }
}
