/** A small real shop (gateway, checkout, inventory, each its own process) under load, recorded while faults happen in it. */
@NullMarked
package dev.tocsin.bench.shop;

import org.jspecify.annotations.NullMarked;
