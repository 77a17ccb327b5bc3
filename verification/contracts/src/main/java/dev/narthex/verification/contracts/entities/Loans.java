// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts.entities;

import dev.narthex.orm.Measured;
import dev.narthex.orm.NotMeasured;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Entities with something about their names or their measuring. */
public final class Loans {

    private Loans() {}

    /** Its number is made by the database when it is inserted. */
    @Entity(name = "Loan")
    @Table(name = "loan")
    @Measured
    public static class Loan {

        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        private Integer id;

        private String reader = "";

        @SuppressWarnings("NullAway.Init") // the database sets it
        public Loan() {}

        public Integer id() {
            return id;
        }

        public String reader() {
            return reader;
        }
    }

    /** Differs in name from another by the case of a letter. */
    @Entity(name = "Request")
    @Table(name = "request")
    public static class Request {

        @Id
        private long id;

        protected Request() {}

        public Request(long id) {
            this.id = id;
        }
    }

    /** The other one. */
    @Entity(name = "REQUEST")
    @Table(name = "other_request")
    public static class OtherRequest {

        @Id
        private long id;

        protected OtherRequest() {}

        public OtherRequest(long id) {
            this.id = id;
        }
    }

    /** Nobody wants numbers of it. */
    @Entity
    @Table(name = "note")
    @NotMeasured
    public static class Note {

        @Id
        private long id;

        protected Note() {}

        public Note(long id) {
            this.id = id;
        }
    }
}
