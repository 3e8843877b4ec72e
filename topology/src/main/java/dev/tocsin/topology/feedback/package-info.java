/** What people say of incidents and services, read from its topic. */
@NullMarked
package dev.tocsin.topology.feedback;

import org.jspecify.annotations.NullMarked;
