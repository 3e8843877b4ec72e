/** What people say of incidents and services, and what was made of it. */
@NullMarked
package dev.tocsin.escalation.feedback;

import org.jspecify.annotations.NullMarked;
