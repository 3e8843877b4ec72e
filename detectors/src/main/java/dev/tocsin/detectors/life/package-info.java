/** What becomes of a model over weeks: levels that drift away from where they were, and how well it keeps its word. */
@NullMarked
package dev.tocsin.detectors.life;

import org.jspecify.annotations.NullMarked;
