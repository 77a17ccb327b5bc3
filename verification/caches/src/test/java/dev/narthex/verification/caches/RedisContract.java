// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.caches;

import dev.narthex.verification.contracts.CacheContract;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Caches in a Redis: a look-up fails if the server is gone. */
abstract class RedisContract extends CacheContract {

    static Redis redis; // one for all tests of a class

    @BeforeAll
    static void startRedis() throws IOException {
        redis = Redis.start();
    }

    @BeforeEach
    void emptyRedis() {
        redis.empty();
    }

    @AfterAll
    static void stopRedis() throws IOException {
        redis.close();
    }

    @Override
    public final String backend() {
        return "redis";
    }

    @Override
    protected Object breakLookUps() throws Exception {
        redis.kill();
        return "a";
    }

    @Override
    protected void mend() throws Exception {
        redis.comeBack();
    }

    @Override
    protected final boolean isRemote() {
        return true;
    }
}
