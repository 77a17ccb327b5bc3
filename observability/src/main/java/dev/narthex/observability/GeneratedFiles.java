// SPDX-License-Identifier: Apache-2.0
package dev.narthex.observability;

import java.util.Map;
import java.util.TreeMap;

/** Every file that is made from the catalogue and committed, by its path from the root of the checkout. */
final class GeneratedFiles {

    static final String REFERENCE = "docs/reference/metrics.md";
    static final String DASHBOARDS = "observability/grafana/dashboards";

    private GeneratedFiles() {}

    static Map<String, String> byPath() {
        Catalogue catalogue = Catalogue.create();
        Map<String, String> files = new TreeMap<>();
        files.put(REFERENCE, ReferencePage.of(catalogue));
        return files;
    }
}
