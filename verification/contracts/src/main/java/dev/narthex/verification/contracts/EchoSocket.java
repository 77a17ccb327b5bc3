// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** A WebSocket that says what it hears. Containers make it themselves. */
@ServerEndpoint("/socket")
public final class EchoSocket {

    /** For the container. */
    public EchoSocket() {}

    /** The answer to a message. */
    @OnMessage
    public String echo(String message) {
        return message;
    }
}
