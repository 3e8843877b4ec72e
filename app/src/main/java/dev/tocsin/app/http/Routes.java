package dev.tocsin.app.http;

import io.javalin.config.RoutesConfig;

/** Paths that a part of the service answers, behind the same guard as all others. */
@FunctionalInterface
public interface Routes {

    void addTo(RoutesConfig routes);
}
