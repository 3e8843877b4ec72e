package dev.tocsin.bench.shop;

/**
 * The positions of the shop's knobs.
 *
 * @param factor of the shoppers: usual traffic times this
 * @param holdSeconds of checkout: how much too long a connection is kept
 * @param leakBytes of inventory: kept for ever per reservation
 */
record Knobs(double factor, double holdSeconds, int leakBytes) {

    static final Knobs NORMAL = new Knobs(1, 0, 0);
}
