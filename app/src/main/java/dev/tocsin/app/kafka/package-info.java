/** Questions to brokers and registry, answered or failed in words a person can use. */
@NullMarked
package dev.tocsin.app.kafka;

import org.jspecify.annotations.NullMarked;
