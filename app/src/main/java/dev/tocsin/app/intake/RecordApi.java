package dev.tocsin.app.intake;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;

import dev.tocsin.app.cli.Json;
import dev.tocsin.app.http.Routes;

/**
 * A {@code POST} that writes a record: 202 once it is on its topic, 400 with every problem, 413, or 503 while nothing can
 * be written.
 */
public final class RecordApi<R extends SpecificRecord> implements Routes {

    private final String path;
    private final Function<byte[], Asked<R>> reading;
    private volatile @Nullable BiFunction<String, R, Optional<String>> writer;

    public RecordApi(String path, Function<byte[], Asked<R>> reading) {
        this.path = path;
        this.reading = reading;
    }

    /** @param to takes key and record, and answers with what failed, empty if nothing did */
    public void writes(BiFunction<String, R, Optional<String>> to) {
        writer = to;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post(path, this::take);
    }

    private void take(Context request) throws IOException {
        if (request.contentLength() > Asked.MOST_BYTES) {
            tooLarge(request);
            return;
        }
        byte[] body;
        try (InputStream in = request.bodyInputStream()) {
            body = in.readNBytes(Asked.MOST_BYTES + 1);
        }
        if (body.length > Asked.MOST_BYTES) {
            tooLarge(request);
            return;
        }
        switch (reading.apply(body)) {
            case Asked.Invalid<R>(List<String> problems) -> refuse(request, HttpStatus.BAD_REQUEST, problems);
            case Asked.Valid<R> valid -> keep(request, valid);
        }
    }

    private void keep(Context request, Asked.Valid<R> valid) {
        BiFunction<String, R, Optional<String>> to = writer;
        Optional<String> failure = to == null
                ? Optional.of("the service isn't ready yet")
                : to.apply(valid.key(), valid.record());
        if (failure.isPresent()) {
            refuse(request, HttpStatus.SERVICE_UNAVAILABLE, List.of("not kept, send it again: " + failure.get()));
            return;
        }
        Map<String, Object> kept = new LinkedHashMap<>();
        kept.put("accepted", true);
        kept.putAll(valid.echo());
        answer(request, HttpStatus.ACCEPTED, kept);
    }

    private static void tooLarge(Context request) {
        refuse(request, HttpStatus.CONTENT_TOO_LARGE,
                List.of("the body has more than " + Asked.MOST_BYTES + " bytes"));
    }

    private static void refuse(Context request, HttpStatus status, List<String> problems) {
        answer(request, status, Map.of("accepted", false, "problems", problems));
    }

    private static void answer(Context request, HttpStatus status, Map<String, Object> answer) {
        request.status(status).contentType("application/json").result(Json.of(answer));
    }
}
