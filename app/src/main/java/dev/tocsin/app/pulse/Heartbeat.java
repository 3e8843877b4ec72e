package dev.tocsin.app.pulse;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tocsin.notifiers.Secret;

import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** A dead man's switch: calls a URL at an even pace, and only while all is well. The URL is a secret. */
public final class Heartbeat implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final HttpUrl url;
    private final Duration every;
    private final Supplier<Optional<String>> ailment;
    private final OkHttpClient http;
    private final ScheduledExecutorService beats = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("heartbeat").daemon().factory());
    private String lastSaid = "";

    /** @param ailment why it must not beat now; empty while all is well */
    public Heartbeat(Secret url, Duration every, Supplier<Optional<String>> ailment, OkHttpClient http) {
        this.url = HttpUrl.get(url.reveal());
        this.every = every;
        this.ailment = ailment;
        this.http = http;
    }

    public Heartbeat start() {
        beats.scheduleAtFixedRate(this::beat, 0, every.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /** One beat, or none. */
    void beat() {
        try {
            say(ailment.get().map(why -> "no heartbeat: " + why).or(this::call).orElse(""));
        } catch (RuntimeException e) {
            LOG.error("the heartbeat failed, and goes on", e);
        }
    }

    /** What failed, without the URL, whose path is a secret. */
    private Optional<String> call() {
        try (Response answer = http.newCall(new Request.Builder().url(url).get().build()).execute()) {
            return answer.isSuccessful()
                    ? Optional.empty()
                    : Optional.of("the heartbeat's receiver " + url.host() + " answers HTTP " + answer.code());
        } catch (IOException e) {
            return Optional.of("the heartbeat's receiver " + url.host() + " can't be called: "
                    + e.getClass().getSimpleName());
        }
    }

    /** Once, not each minute. */
    private void say(String what) {
        if (what.equals(lastSaid)) {
            return;
        }
        lastSaid = what;
        if (what.isEmpty()) {
            LOG.info("the heartbeat beats");
        } else {
            LOG.warn("{}", what);
        }
    }

    @Override
    public void close() {
        beats.shutdownNow();
    }
}
