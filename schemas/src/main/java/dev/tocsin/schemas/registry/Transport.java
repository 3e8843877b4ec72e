package dev.tocsin.schemas.registry;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tocsin.schemas.registry.RegistryFailure.Unreachable;
import dev.tocsin.schemas.registry.RegistryFailure.Unreachable.Attempt;

import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Requests to whichever of the registry's URLs answers: it stays with the one that last did, goes on to the next when a
 * connection fails or the answer is 429 or 5xx, and after each round over all of them pauses.
 */
final class Transport implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Transport.class);
    private static final MediaType JSON = MediaType.get("application/vnd.schemaregistry.v1+json");
    private static final String ACCEPT = "application/vnd.schemaregistry.v1+json, application/json";
    private static final int MAX_ANSWER_BYTES = 16 << 20;

    private final RegistrySettings settings;
    private final OkHttpClient http;
    private final Pause pause;
    private final RandomGenerator random;
    private final AtomicInteger preferred = new AtomicInteger();

    /** A request: its path below the base URL, its query, and its JSON body where it is a POST. */
    record Ask(List<String> path, Map<String, String> query, @Nullable String body) {}

    /** An answer that is the registry's last word. */
    record Answer(HttpUrl base, int status, String body) {
        String url() {
            return RegistrySettings.shown(base);
        }
    }

    /** Waiting, as a port so that tests don't. */
    @FunctionalInterface
    interface Pause {
        void pause(Duration duration) throws InterruptedException;
    }

    private sealed interface Try {
        record Answered(Answer answer) implements Try {}

        record Failed(Attempt attempt, Duration retryAfter) implements Try {}
    }

    Transport(RegistrySettings settings, Pause pause, RandomGenerator random) {
        this.settings = settings;
        this.http = client(settings);
        this.pause = pause;
        this.random = random;
    }

    /** @throws RegistryException as {@link Unreachable} if no URL answered usefully in any round */
    Answer ask(Ask ask) {
        for (int round = 0;; round++) {
            List<Try.Failed> failures = new ArrayList<>();
            int start = preferred.get();
            for (int i = 0; i < settings.urls().size(); i++) {
                int index = (start + i) % settings.urls().size();
                switch (attempt(ask, settings.urls().get(index))) {
                    case Try.Answered(Answer answer) -> {
                        preferred.set(index);
                        return answer;
                    }
                    case Try.Failed failed -> failures.add(failed);
                }
            }
            Unreachable unreachable = new Unreachable(failures.stream().map(Try.Failed::attempt).toList());
            if (round == settings.backoff().retries() || !paused(round, failures)) {
                throw new RegistryException(unreachable);
            }
            LOG.debug("{} Trying again.", unreachable.message());
        }
    }

    private Try attempt(Ask ask, HttpUrl base) {
        try (Response response = http.newCall(request(ask, base)).execute()) {
            if (response.code() == 429 || response.code() >= 500) {
                return new Try.Failed(new Attempt(RegistrySettings.shown(base), "HTTP " + response.code()),
                        retryAfter(response));
            }
            String body = response.peekBody(MAX_ANSWER_BYTES).string();
            return new Try.Answered(new Answer(base, response.code(), body));
        } catch (IOException failure) {
            String cause = failure.getClass().getSimpleName() + ": " + failure.getMessage();
            return new Try.Failed(new Attempt(RegistrySettings.shown(base), cause), Duration.ZERO);
        }
    }

    private Request request(Ask ask, HttpUrl base) {
        HttpUrl.Builder url = base.newBuilder().username("").password("").query(null).fragment(null);
        if (base.pathSegments().getLast().isEmpty()) {
            url.removePathSegment(base.pathSize() - 1);
        }
        ask.path().forEach(url::addPathSegment);
        ask.query().forEach(url::addQueryParameter);
        Request.Builder request = new Request.Builder().url(url.build()).header("Accept", ACCEPT);
        settings.credentials().authorization(base).ifPresent(value -> request.header("Authorization", value));
        String body = ask.body();
        return (body == null ? request.get() : request.post(RequestBody.create(body, JSON))).build();
    }

    private boolean paused(int round, List<Try.Failed> failures) {
        Duration asked = failures.stream().map(Try.Failed::retryAfter).min(Duration::compareTo).orElse(Duration.ZERO);
        try {
            pause.pause(settings.backoff().pause(round, asked, random));
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Seconds only; the header's other form, a date, would compare the registry's clock with ours. */
    private static Duration retryAfter(Response response) {
        return Optional.ofNullable(response.header("Retry-After"))
                .filter(value -> value.matches("\\d{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(Duration.ZERO);
    }

    private static OkHttpClient client(RegistrySettings settings) {
        OkHttpClient.Builder http = new OkHttpClient.Builder().connectTimeout(settings.connectTimeout())
                .readTimeout(settings.readTimeout())
                .writeTimeout(settings.readTimeout())
                // A redirect would carry credentials to a place nobody named.
                .followRedirects(false)
                .followSslRedirects(false);
        settings.tls().ifPresent(tls -> {
            http.sslSocketFactory(tls.context().getSocketFactory(), tls.trust());
            if (!tls.verifiesHost()) {
                http.hostnameVerifier((_, _) -> true);
            }
        });
        return http.build();
    }

    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
