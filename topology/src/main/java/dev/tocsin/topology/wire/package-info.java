/** Domain values to Avro records and back. */
@NullMarked
package dev.tocsin.topology.wire;

import org.jspecify.annotations.NullMarked;
