/** Under which subjects the registry keeps the schemas of a topic. */
@NullMarked
package dev.tocsin.schemas.subject;

import org.jspecify.annotations.NullMarked;
