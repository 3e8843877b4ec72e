package dev.tocsin.app.run;

import io.javalin.config.RoutesConfig;
import io.javalin.http.HttpStatus;

import dev.tocsin.app.http.Routes;

/**
 * What a stop means to the group: a pause, so that a restart takes its partitions back, or a farewell, so that others
 * take them over at once. {@code POST /api/v1/leave} says farewell ahead of the next stop: for scaling down.
 */
final class Departure implements Routes {

    private volatile boolean leaves;

    Departure(boolean leaves) {
        this.leaves = leaves;
    }

    boolean leaves() {
        return leaves;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post("/api/v1/leave", request -> {
            leaves = true;
            request.status(HttpStatus.ACCEPTED).result("the next stop leaves the group\n");
        });
    }
}
