package dev.tocsin.topology.profile;

import org.jspecify.annotations.Nullable;

/**
 * Which profiles look at a service.
 *
 * @param current the one that judges
 * @param candidate the one that looks on, null for none
 * @param outside the model outside that the one that judges listens to, null for none
 */
public record Choice(Terms current, @Nullable Terms candidate, @Nullable Outside outside) {}
