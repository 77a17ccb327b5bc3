// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts.entities;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.Version;

/** What can be lent: a row in a table of its own and one in that of its kind. */
@Entity
@Inheritance(strategy = InheritanceType.JOINED)
public abstract class Medium {

    @Id
    private long id;

    @Version
    private long version;

    protected Medium() {}

    protected Medium(long id) {
        this.id = id;
    }

    public long version() {
        return version;
    }

    /** Plays music. */
    @Entity(name = "Disc")
    public static class Disc extends Medium {

        private String artist = "";

        protected Disc() {}

        public Disc(long id) {
            super(id);
        }

        public void playedBy(String newArtist) {
            this.artist = newArtist;
        }

        public String artist() {
            return artist;
        }
    }

    /** Shows the way. */
    @Entity(name = "Atlas")
    public static class Atlas extends Medium {

        private String region = "";

        protected Atlas() {}

        public Atlas(long id) {
            super(id);
        }

        public String region() {
            return region;
        }
    }
}
