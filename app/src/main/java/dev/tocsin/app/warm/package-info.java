/** Models taught from what Prometheus remembers, before the service has seen a single window. */
@NullMarked
package dev.tocsin.app.warm;

import org.jspecify.annotations.NullMarked;
