/** The model of a service in about a kilobyte, for where there are a million of them. */
@NullMarked
package dev.tocsin.detectors.light;

import org.jspecify.annotations.NullMarked;
