/** What is fixed while Tocsin runs: a YAML file, the environment over it, secrets by reference. */
@NullMarked
package dev.tocsin.app.settings;

import org.jspecify.annotations.NullMarked;
