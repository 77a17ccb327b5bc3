// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

/** Writes one family, or hands it over as a snapshot. What can be made before a scrape is made before. Used by one scrape at a time. */
interface FamilyWriter {

    /** Writes the family's lines, from HELP on. */
    void write(TextBuffer page, Format format);

    /** Adds the family's series to a snapshot. */
    void collect(FamilySnapshot snapshot);
}
