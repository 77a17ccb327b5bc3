// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database;

/**
 * What a pool has at one moment. Immutable.
 *
 * @param active connections that somebody has
 * @param idle connections that nobody has
 * @param pending threads that wait for one
 * @param max how many connections there may be; negative if there is no limit
 * @param min how many idle ones it keeps
 * @param maxIdle how many idle ones there may be; negative if there is no limit
 */
public record PoolState(int active, int idle, int pending, int max, int min, int maxIdle) {

    /** Two pools of one name are one to whoever reads it. */
    PoolState plus(PoolState other) {
        return new PoolState(
                active + other.active,
                idle + other.idle,
                pending + other.pending,
                limit(max, other.max),
                min + other.min,
                limit(maxIdle, other.maxIdle));
    }

    private static int limit(int one, int other) {
        return one < 0 || other < 0 ? -1 : (int) Math.min(Integer.MAX_VALUE, (long) one + other);
    }
}
