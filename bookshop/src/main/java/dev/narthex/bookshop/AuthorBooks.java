// SPDX-License-Identifier: Apache-2.0
package dev.narthex.bookshop;

/** How many books an author has in the shop. */
record AuthorBooks(String name, long books) {}
