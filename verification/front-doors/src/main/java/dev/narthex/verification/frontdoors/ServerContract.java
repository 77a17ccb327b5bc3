// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.frontdoors;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.net.http.HttpClient;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plain WAR with the drop-in, on any server. */
public abstract class ServerContract {

    private final HttpClient http = Client.newHttp();

    @TempDir
    private Path files;

    /** A server of its own for one unpacked WAR. */
    protected interface Server {

        /** The port that it listens on. */
        int port();

        /** Takes the application away and ends; gives the loader that the application had. */
        ClassLoader end() throws Exception;
    }

    /** Starts a server with this application under {@code /shop}, whose loader has this parent. */
    protected abstract Server start(Path war, ClassLoader serverClasses) throws Exception;

    @Test
    void theJarsInAPlainWarAreEnoughAndNothingIsLeftOfThem() throws Throwable {
        Leftovers.assertUnloaded(deployedAndEnded());
    }

    /** On its own, so that no variable holds what is to go. */
    private WeakReference<ClassLoader> deployedAndEnded() throws Exception {
        Server server = start(War.withHibernate(files.resolve("war")).folder(), new ServerClasses());
        Client client = new Client(http, server.port(), "/shop");
        client.buy(2);
        assertThat(client.get("/till?later").body()).isEqualTo("jdbc:h2:mem:");
        new Page("till", 3, 3, 1).matches(client);
        return new WeakReference<>(server.end());
    }

    @Test
    void whatAFilterBetweenOursAnswersHasEnteredNoView() throws Exception {
        Server server = start(War.withHibernate(files.resolve("war")).folder(), new ServerClasses());
        FilterOrder.assertOursAreOutermostAndInnermost(
                new Client(http, server.port(), "/shop"), "byUrl", "byName", "late");
        server.end();
    }
}
