// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;

/** Exceptions of classes that are made at run time, each of a class of its own. */
final class GeneratedException {

    private GeneratedException() {}

    /** The class whose copies are thrown. */
    static final class Template extends RuntimeException {

        private static final long serialVersionUID = 1;

        /** For the copies. */
        public Template() {
            super("on purpose");
        }
    }

    /** One whose class nobody has seen before. */
    static RuntimeException another() {
        try (InputStream bytes = GeneratedException.class.getResourceAsStream("GeneratedException$Template.class")) {
            if (bytes == null) {
                throw new IllegalStateException("the template must be on the class path");
            }
            Class<?> hidden = MethodHandles.lookup()
                    .defineHiddenClass(bytes.readAllBytes(), true)
                    .lookupClass();
            return (RuntimeException) hidden.getDeclaredConstructor().newInstance();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError("a template must be copyable", impossible);
        }
    }
}
