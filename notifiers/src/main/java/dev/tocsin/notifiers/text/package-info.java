/** Words for people: cut, cleaned, and with numbers and times they can read. */
@NullMarked
package dev.tocsin.notifiers.text;

import org.jspecify.annotations.NullMarked;
