package dev.tocsin.app.warm;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.tocsin.app.cli.Failure;
import dev.tocsin.notifiers.Secret;

import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Questions to a Prometheus, or to anything that answers like one. What may pass is tried again. */
final class Prometheus {

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
        this.url = url;
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
        return answer(metric, query, post("query_range", form), Answers::matrix);
    }

    /**
     * What an expression is at a time; each series has one point.
     *
     * @throws Failure as for a range
     */
    List<Series> instant(String metric, String query, Instant at) {
        var form = new FormBody.Builder().add("query", query).add("time", Long.toString(at.getEpochSecond())).build();
        return answer(metric, query, post("query", form), Answers::vector);
    }

    /**
     * The names of the metrics of which a series matches a selector.
     *
     * @throws Failure as for a range
     */
    List<String> metrics(String selector, Instant from, Instant to) {
        HttpUrl asked = at("label/__name__/values").newBuilder().addQueryParameter("match[]", selector)
                .addQueryParameter("start", Long.toString(from.getEpochSecond()))
                .addQueryParameter("end", Long.toString(to.getEpochSecond())).build();
        return answer("the names of metrics", selector, new Request.Builder().url(asked), Answers::names);
    }

    /** The labels this Prometheus adds to whatever it sends elsewhere; none where it doesn't tell its configuration. */
    Map<String, String> externalLabels() {
        try (Response answer = http.newCall(authorized(new Request.Builder().url(at("status/config")))).execute()) {
            return answer.isSuccessful() ? Answers.externalLabels(answer.body().string()) : Map.of();
        } catch (IOException e) {
            return Map.of();
        }
    }

    private HttpUrl at(String path) {
        return url.newBuilder().addPathSegments("api/v1/" + path).build();
    }

    private Request.Builder post(String path, FormBody form) {
        return new Request.Builder().url(at(path)).post(form);
    }

    private Request authorized(Request.Builder request) {
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret.reveal()));
        return request.build();
    }

    /** Reads an answer's text. */
    private interface Reader<T> {
        T read(String body) throws IOException;
    }

    private <T> T answer(String what, String query, Request.Builder builder, Reader<T> reader) {
        Request request = authorized(builder);
        String last = "";
        Duration wait = FIRST_PAUSE;
        for (int tried = 0; tried < TRIES; tried++) {
            if (tried > 0) {
                sleep(wait);
                wait = wait.multipliedBy(2);
            }
            try (Response answer = http.newCall(request).execute()) {
                String body = answer.body().string();
                if (answer.isSuccessful()) {
                    return reader.read(body);
                }
                last = "HTTP " + answer.code() + Answers.error(body);
                if (answer.code() >= BAD_REQUEST && answer.code() < SERVER_ERROR && answer.code() != TOO_MANY) {
                    throw new Failure("Prometheus refuses the query of " + what + ": " + last,
                            "The expression is: " + query);
                }
            } catch (IOException e) {
                last = e.getClass().getSimpleName() + ": " + e.getMessage();
            }
        }
        throw new Failure("Prometheus at " + url.host() + " doesn't answer the query of " + what + ": " + last,
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
}
