/** What people and machines did to services, read and kept until their windows have been judged. */
@NullMarked
package dev.tocsin.topology.change;

import org.jspecify.annotations.NullMarked;
