package dev.tocsin.topology.derive;

import java.util.List;

/**
 * What some metrics of a service are so far in a window; each replaces what was said of it before.
 *
 * @param timeMillis of the newest observation in it, within the window
 * @param values one per name, all finite
 */
@SuppressWarnings("ArrayRecordComponent") // handed on to the window, never compared
public record Running(long timeMillis, List<String> names, double[] values) {}
