// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import java.security.KeyManagementException;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * A context for a server that keeps one for ever: each connection is of the context that is there when it comes. Sessions
 * are of their own context too, so nobody resumes one that the old certificates have let in.
 */
final class ReloadedContext extends SSLContext {

    ReloadedContext(TlsContext contexts) {
        super(
                new Spi(contexts),
                contexts.current().getProvider(),
                contexts.current().getProtocol());
    }

    private static final class Spi extends SSLContextSpi {

        private final TlsContext contexts;

        Spi(TlsContext contexts) {
            this.contexts = contexts;
        }

        @Override
        protected void engineInit(KeyManager[] keys, TrustManager[] trusted, SecureRandom random)
                throws KeyManagementException {
            throw new KeyManagementException("the files of the settings must initialise this context");
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            return contexts.current().getSocketFactory();
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            return contexts.current().getServerSocketFactory();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return contexts.current().createSSLEngine();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return contexts.current().createSSLEngine(host, port);
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return contexts.current().getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return contexts.current().getClientSessionContext();
        }

        @Override
        protected SSLParameters engineGetDefaultSSLParameters() {
            return contexts.current().getDefaultSSLParameters();
        }

        @Override
        protected SSLParameters engineGetSupportedSSLParameters() {
            return contexts.current().getSupportedSSLParameters();
        }
    }
}
