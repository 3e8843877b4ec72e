package dev.tocsin.app.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import io.javalin.http.UnauthorizedResponse;
import io.javalin.util.JavalinBindException;

import dev.tocsin.app.cli.Failure;
import dev.tocsin.app.cli.Json;
import dev.tocsin.app.settings.HttpSettings;

/**
 * {@code /healthz}, {@code /readyz} ({@code ?verbose} for the parts) and {@code /metrics}, also under the names that
 * Prometheus gives them.
 */
public final class HttpEndpoints implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpEndpoints.class);
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final Javalin server;

    private HttpEndpoints(Javalin server) {
        this.server = server;
    }

    /**
     * Serves until closed.
     *
     * @param metrics in Prometheus' text format
     * @param api what else is answered
     * @throws Failure if the port is taken
     */
    public static HttpEndpoints start(HttpSettings settings, Health health, Supplier<String> metrics, Routes... api) {
        Javalin server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.concurrency.useVirtualThreads = true;
            guard(config.routes, Access.of(settings));
            routes(config.routes, health, metrics);
            for (Routes more : api) {
                more.addTo(config.routes);
            }
        });
        try {
            return new HttpEndpoints(server.start(settings.host(), settings.port()));
        } catch (JavalinBindException e) {
            throw new Failure("HTTP can't be served at " + settings.host() + ":" + settings.port()
                    + ": the port is taken or not ours.", "Set TOCSIN_HTTP_PORT to another one; 0 takes a free one.",
                    e);
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }

    /** Before everything, paths that aren't there included. */
    private static void guard(RoutesConfig routes, Access access) {
        routes.before(request -> {
            switch (access.decide(request.path(), request.header(Header.HOST), request.header(Header.AUTHORIZATION))) {
                case ALLOWED -> {
                    // goes on
                }
                case UNKNOWN_CALLER -> throw new UnauthorizedResponse("a bearer token is needed (http.token)",
                        Map.of());
                case FOREIGN_HOST ->
                    throw new ForbiddenResponse("ask for it as localhost, or set http.token", Map.of());
            }
        });
        routes.exception(UnauthorizedResponse.class, (refusal, request) -> request.status(HttpStatus.UNAUTHORIZED)
                .header(Header.WWW_AUTHENTICATE, "Bearer").result(refusal.getMessage() + "\n"));
        routes.exception(ForbiddenResponse.class, (refusal, request) -> request.status(HttpStatus.FORBIDDEN)
                .result(refusal.getMessage() + "\n"));
    }

    private static void routes(RoutesConfig routes, Health health, Supplier<String> metrics) {
        for (String path : List.of("/healthz", "/-/healthy")) {
            routes.get(path, request -> answer(request, "live", health.live()));
        }
        for (String path : List.of("/readyz", "/-/ready")) {
            routes.get(path, request -> answer(request, "ready", health.ready()));
        }
        routes.exception(Exception.class, HttpEndpoints::failed);
        routes.get("/metrics", request -> request.contentType(PROMETHEUS_TEXT).result(metrics.get()));
    }

    private static void failed(Exception failure, Context request) {
        LOG.error("{} {} failed", request.method(), request.path(), failure);
        request.status(HttpStatus.INTERNAL_SERVER_ERROR).result("failed; the log says why\n");
    }

    private static void answer(Context request, String what, List<Check> checks) {
        boolean ok = checks.stream().allMatch(Check::ok);
        request.status(ok ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
        if (request.queryParamMap().containsKey("verbose")) {
            request.contentType("application/json").result(verbose(what, ok, checks));
        } else {
            request.contentType("text/plain").result(ok ? what + "\n" : shortly(what, checks));
        }
    }

    private static String shortly(String what, List<Check> checks) {
        var text = new StringBuilder("not ").append(what).append('\n');
        checks.stream().filter(check -> !check.ok())
                .forEach(check -> text.append(check.name()).append(": ").append(check.detail()).append('\n'));
        return text.toString();
    }

    private static String verbose(String what, boolean ok, List<Check> checks) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(what, ok);
        answer.put("checks", checks);
        return Json.of(answer);
    }
}
