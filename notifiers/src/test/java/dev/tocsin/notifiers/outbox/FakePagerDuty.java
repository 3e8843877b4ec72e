package dev.tocsin.notifiers.outbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tocsin.notifiers.Secret;
import dev.tocsin.notifiers.http.JsonPost;
import dev.tocsin.notifiers.pagerduty.PagerDutyReceiver;
import dev.tocsin.notifiers.pagerduty.PagerDutySettings;

import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** PagerDuty as the outside sees it: what was accepted per key, and how often an incident was opened. */
final class FakePagerDuty extends Dispatcher implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final MockWebServer server = new MockWebServer();
    private final Map<String, List<String>> accepted = new LinkedHashMap<>();
    private final Map<String, Integer> opened = new LinkedHashMap<>();
    private final Map<String, Boolean> open = new LinkedHashMap<>();
    private volatile Function<JsonNode, @Nullable MockResponse> fault = _ -> null;

    FakePagerDuty() throws IOException {
        server.setDispatcher(this);
        server.start();
    }

    PagerDutyReceiver receiver() {
        return new PagerDutyReceiver(PagerDutySettings.of(server.url("/").toString(), Secret.of("k".repeat(32))),
                JsonPost.client(Duration.ofSeconds(5), Duration.ofSeconds(5)));
    }

    /** From now on answers so wherever this gives an answer. */
    void failing(Function<JsonNode, @Nullable MockResponse> how) {
        fault = how;
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        JsonNode event = read(request);
        MockResponse failure = fault.apply(event);
        if (failure != null) {
            return failure;
        }
        accept(event.path("dedup_key").asText(), event.path("event_action").asText());
        return new MockResponse.Builder().code(202).body("{\"status\":\"success\"}").build();
    }

    synchronized List<String> accepted(String key) {
        return List.copyOf(accepted.getOrDefault(key, List.of()));
    }

    synchronized int opened(String key) {
        return opened.getOrDefault(key, 0);
    }

    synchronized List<String> keys() {
        return List.copyOf(accepted.keySet());
    }

    synchronized boolean isOpen(String key) {
        return open.getOrDefault(key, false);
    }

    int requests() {
        return server.getRequestCount();
    }

    @Override
    public void close() {
        server.close();
    }

    private synchronized void accept(String key, String action) {
        accepted.computeIfAbsent(key, _ -> new ArrayList<>()).add(action);
        boolean wasOpen = open.getOrDefault(key, false);
        if (action.equals("trigger") && !wasOpen) {
            opened.merge(key, 1, Integer::sum);
        }
        open.put(key, action.equals("trigger") || wasOpen && !action.equals("resolve"));
    }

    private static JsonNode read(RecordedRequest request) {
        try {
            return JSON.readTree(request.getBody().utf8());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
