package dev.tocsin.app.change;

import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;

import dev.tocsin.app.cli.Json;
import dev.tocsin.app.http.Routes;
import dev.tocsin.schemas.v1.ChangeEvent;

/**
 * {@code POST /api/v1/changes}: 202 once the change is on its topic, 400 with every problem, 413, or 503 while nothing
 * can be written.
 */
public final class ChangeApi implements Routes {

    private static final String PATH = "/api/v1/changes";

    private final InstantSource clock;
    private volatile @Nullable Function<ChangeEvent, Optional<String>> writer;

    /** @param clock tells the time of a change that says none */
    public ChangeApi(InstantSource clock) {
        this.clock = clock;
    }

    /** From now on changes can be written. */
    public void writes(ChangeTopic topic) {
        writes(topic::write);
    }

    /** @param to answers with what failed, empty if nothing did */
    void writes(Function<ChangeEvent, Optional<String>> to) {
        writer = to;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post(PATH, this::take);
    }

    private void take(Context request) throws IOException {
        if (request.contentLength() > ChangeRequest.MOST_BYTES) {
            tooLarge(request);
            return;
        }
        byte[] body;
        try (InputStream in = request.bodyInputStream()) {
            body = in.readNBytes(ChangeRequest.MOST_BYTES + 1);
        }
        if (body.length > ChangeRequest.MOST_BYTES) {
            tooLarge(request);
            return;
        }
        switch (ChangeRequest.read(body, clock.instant())) {
            case ChangeRequest.Invalid(List<String> problems) -> answer(request, HttpStatus.BAD_REQUEST,
                    Map.of("accepted", false, "problems", problems));
            case ChangeRequest.Valid(ChangeEvent change) -> keep(request, change);
        }
    }

    private void keep(Context request, ChangeEvent change) {
        Function<ChangeEvent, Optional<String>> to = writer;
        Optional<String> failure = to == null ? Optional.of("the service isn't ready yet") : to.apply(change);
        if (failure.isPresent()) {
            answer(request, HttpStatus.SERVICE_UNAVAILABLE, Map.of("accepted", false, "problems",
                    List.of("not kept, send it again: " + failure.get())));
            return;
        }
        Map<String, Object> kept = new LinkedHashMap<>();
        kept.put("accepted", true);
        kept.put("service", change.getNamespace() + "/" + change.getService());
        kept.put("kind", change.getKind().name());
        kept.put("at", change.getAt());
        answer(request, HttpStatus.ACCEPTED, kept);
    }

    private static void tooLarge(Context request) {
        answer(request, HttpStatus.CONTENT_TOO_LARGE, Map.of("accepted", false, "problems",
                List.of("the body has more than " + ChangeRequest.MOST_BYTES + " bytes")));
    }

    private static void answer(Context request, HttpStatus status, Map<String, Object> answer) {
        request.status(status).contentType("application/json").result(Json.of(answer));
    }
}
