// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts.entities;

import jakarta.persistence.CascadeType;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Owns its volumes, and has words that are no entities. */
@Entity
public class Shelf {

    @Id
    @Column(name = "shelf_id")
    private long id;

    private String place = "";

    @OneToMany(mappedBy = "shelf", cascade = CascadeType.ALL, orphanRemoval = true)
    private List<Volume> volumes = new ArrayList<>();

    @ElementCollection
    @CollectionTable(name = "shelf_topic")
    private Set<String> topics = new HashSet<>();

    protected Shelf() {}

    public Shelf(long id) {
        this.id = id;
    }

    public long id() {
        return id;
    }

    public void moveTo(String newPlace) {
        this.place = newPlace;
    }

    public String place() {
        return place;
    }

    public void add(Volume volume) {
        volume.standOn(this);
        volumes.add(volume);
    }

    public List<Volume> volumes() {
        return volumes;
    }

    public Set<String> topics() {
        return topics;
    }
}
