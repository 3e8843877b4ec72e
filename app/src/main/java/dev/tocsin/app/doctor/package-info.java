/** Looks at everything the service needs before it is missed. */
@NullMarked
package dev.tocsin.app.doctor;

import org.jspecify.annotations.NullMarked;
