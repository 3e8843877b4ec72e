/** Which detector judges which service: what documents say of it, and how one of several is chosen. */
@NullMarked
package dev.tocsin.topology.profile;

import org.jspecify.annotations.NullMarked;
