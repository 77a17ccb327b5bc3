/** The page: cells to bytes, and where it is served. Knows no feature: it is handed an application's instrumentations. */
@NullMarked
package dev.narthex.export;

import org.jspecify.annotations.NullMarked;
