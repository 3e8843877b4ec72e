package dev.tocsin.app.warm;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tocsin.app.cli.Failure;
import dev.tocsin.notifiers.Secret;

import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Range queries to a Prometheus, or to anything that answers like one. What may pass is tried again. */
final class Prometheus {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TRIES = 6;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_CALL = Duration.ofMinutes(2);
    private static final int BAD_REQUEST = 400;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;

    private final HttpUrl url;
    private final Optional<Secret> token;
    private final Pause pause;
    private final OkHttpClient http = new OkHttpClient.Builder().callTimeout(LONGEST_CALL).readTimeout(LONGEST_CALL)
            .build();

    /** Lets time pass. */
    @FunctionalInterface
    interface Pause {
        void sleep(Duration time) throws InterruptedException;
    }

    Prometheus(HttpUrl url, Optional<Secret> token, Pause pause) {
        this.url = url.newBuilder().addPathSegments("api/v1/query_range").build();
        this.token = token;
        this.pause = pause;
    }

    /**
     * The values of an expression at {@code from}, one step later, and so on, up to {@code to}.
     *
     * @throws Failure if the expression is wrong, or no answer comes however often it is asked
     */
    List<Series> range(String metric, String query, Instant from, Instant to, Duration step) {
        var form = new FormBody.Builder().add("query", query).add("start", Long.toString(from.getEpochSecond()))
                .add("end", Long.toString(to.getEpochSecond())).add("step", step.toSeconds() + "s").build();
        var request = new Request.Builder().url(url).post(form);
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret.reveal()));
        String last = "";
        Duration wait = FIRST_PAUSE;
        for (int tried = 0; tried < TRIES; tried++) {
            if (tried > 0) {
                sleep(wait);
                wait = wait.multipliedBy(2);
            }
            try (Response answer = http.newCall(request.build()).execute()) {
                String body = answer.body().string();
                if (answer.isSuccessful()) {
                    return series(body);
                }
                last = "HTTP " + answer.code() + said(body);
                if (answer.code() >= BAD_REQUEST && answer.code() < SERVER_ERROR && answer.code() != TOO_MANY) {
                    throw new Failure("Prometheus refuses the query of " + metric + ": " + last,
                            "The expression is: " + query);
                }
            } catch (IOException e) {
                last = e.getClass().getSimpleName() + ": " + e.getMessage();
            }
        }
        throw new Failure("Prometheus at " + url.host() + " doesn't answer the query of " + metric + ": " + last,
                "Asked " + TRIES + " times.");
    }

    private void sleep(Duration time) {
        try {
            pause.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted while waiting for Prometheus", "", e);
        }
    }

    private static String said(String body) {
        try {
            String error = JSON.readTree(body).path("error").asText("");
            return error.isEmpty() ? "" : ": " + error;
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    /** @throws IOException if this isn't a matrix, as when something else answers there */
    static List<Series> series(String body) throws IOException {
        JsonNode data = JSON.readTree(body).path("data");
        if (!data.path("resultType").asText("").equals("matrix")) {
            throw new IOException("the answer is no matrix of Prometheus");
        }
        List<Series> all = new ArrayList<>();
        for (JsonNode result : data.path("result")) {
            Map<String, String> labels = new HashMap<>();
            result.path("metric").properties().forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
            Map<Instant, Double> points = new LinkedHashMap<>();
            for (JsonNode point : result.path("values")) {
                double value = number(point.path(1).asText(""));
                if (Double.isFinite(value)) {
                    points.put(Instant.ofEpochMilli(Math.round(point.path(0).asDouble() * 1_000)), value);
                }
            }
            all.add(new Series(labels, points));
        }
        return all;
    }

    /** Prometheus says {@code NaN}, {@code +Inf} and {@code -Inf} too. */
    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
