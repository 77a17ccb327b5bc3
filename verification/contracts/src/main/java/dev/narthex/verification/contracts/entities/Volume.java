// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts.entities;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.jspecify.annotations.Nullable;

/** Stands on a shelf; there is one of each signature. */
@Entity
public class Volume {

    @Id
    @Column(name = "volume_id")
    private long id;

    @Column(unique = true)
    private String signature = "";

    @ManyToOne(fetch = FetchType.LAZY)
    private @Nullable Shelf shelf;

    protected Volume() {}

    public Volume(long id) {
        this(id, "volume " + id);
    }

    public Volume(long id, String signature) {
        this.id = id;
        this.signature = signature;
    }

    public long id() {
        return id;
    }

    public void sign(String newSignature) {
        this.signature = newSignature;
    }

    public String signature() {
        return signature;
    }

    void standOn(Shelf newShelf) {
        this.shelf = newShelf;
    }

    public @Nullable Shelf shelf() {
        return shelf;
    }
}
