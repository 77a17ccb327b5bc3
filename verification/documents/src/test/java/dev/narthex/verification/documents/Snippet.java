// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.documents;

/**
 * What stands between two fences in a page.
 *
 * @param page the page, from the root of the repository
 * @param line where it begins
 * @param language the first word behind the fence; empty if there is none
 * @param text all lines of it
 */
record Snippet(String page, int line, String language, String text) {

    /** Where it is, as test names show it. */
    @Override
    public String toString() {
        return page + ":" + line;
    }
}
