/** Alertmanager: incidents as alerts that fire until they end, for its own routing tree to tell on. */
@NullMarked
package dev.tocsin.notifiers.alertmanager;

import org.jspecify.annotations.NullMarked;
