package dev.tocsin.app.demo.inbox;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.javalin.Javalin;
import io.javalin.http.Context;

/**
 * A local PagerDuty and Slack: real HTTP endpoints on the loopback interface that behave as both APIs do, keep what they
 * get in memory, print it as a person would see it, and show it all at {@code GET /inbox}.
 */
public final class Inbox implements AutoCloseable {

    /** A routing key of the length PagerDuty demands. */
    public static final String ROUTING_KEY = "demo0demo0demo0demo0demo0demo0de";
    /** A token as bots have. */
    public static final String BOT_TOKEN = "xoxb-demo";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LOOPBACK = "127.0.0.1";

    private final Object lock = new Object();
    private final Deque<Fault> pagerFaults = new ArrayDeque<>();
    private final Deque<Fault> slackFaults = new ArrayDeque<>();
    private final Pager pager;
    private final Channels channels;
    private final Javalin server;

    private Inbox(PrintStream out, int port) {
        Screen screen = new Screen(out);
        this.pager = new Pager(screen);
        this.channels = new Channels(screen);
        this.server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.startupWatcherEnabled = false;
            config.routes.post("/v2/enqueue", context -> answer(context, pagerFaults,
                    () -> pager.enqueue(context.bodyAsBytes(), json(context))));
            config.routes.post("/api/chat.postMessage", context -> answer(context, slackFaults,
                    () -> channels.post(context.header("Authorization"), json(context))));
            config.routes.post("/api/chat.update", context -> answer(context, slackFaults,
                    () -> channels.update(context.header("Authorization"), json(context))));
            config.routes.get("/inbox", context -> context.contentType("application/json").result(text(contents())));
        }).start(LOOPBACK, port);
    }

    /**
     * Opens it.
     *
     * @param out where people would look
     * @param port 0 takes a free one
     */
    public static Inbox open(PrintStream out, int port) {
        return new Inbox(out, port);
    }

    /** Its base URL; also the host to give PagerDuty's receiver. */
    public String url() {
        return "http://" + LOOPBACK + ":" + server.port();
    }

    /** The base URL of Slack's Web API. */
    public String slackApi() {
        return url() + "/api";
    }

    /** Everything it has: {@code {"pagerduty": [...], "slack": [...]}}. */
    public ObjectNode contents() {
        synchronized (lock) {
            ObjectNode all = Reply.object();
            pager.json(all.putArray("pagerduty"));
            channels.json(all.putArray("slack"));
            return all;
        }
    }

    /** The next so many requests to PagerDuty fail in this way. */
    public void pagerDutyFails(Fault fault, int times) {
        fail(pagerFaults, fault, times);
    }

    /** The next so many requests to Slack fail in this way. */
    public void slackFails(Fault fault, int times) {
        fail(slackFaults, fault, times);
    }

    @Override
    public void close() {
        server.stop();
    }

    private void fail(Deque<Fault> faults, Fault fault, int times) {
        synchronized (lock) {
            for (int i = 0; i < times; i++) {
                faults.add(fault);
            }
        }
    }

    private void answer(Context context, Deque<Fault> faults, Supplier<Reply> keep) {
        Reply reply;
        Fault fault;
        synchronized (lock) {
            fault = faults.poll();
            reply = fault == null || fault instanceof Fault.Hang(var _, boolean arrives) && arrives
                    ? keep.get()
                    : reply(fault);
        }
        if (fault instanceof Fault.Hang hang) {
            hang(hang);
        }
        if (reply.retryAfter() != null) {
            context.header("Retry-After", Integer.toString(reply.retryAfter()));
        }
        context.status(reply.status()).contentType("application/json").result(text(reply.body()));
    }

    private static Reply reply(Fault fault) {
        return switch (fault) {
            case Fault.TooMany tooMany -> new Reply(429, Reply.object(), tooMany.retryAfterSeconds());
            case Fault.Status(int code) -> Reply.of(code, Reply.object());
            case Fault.NotOk(String error) -> Channels.notOk(error);
            case Fault.Hang _ -> Reply.of(504, Reply.object());
        };
    }

    private static void hang(Fault.Hang hang) {
        try {
            Thread.sleep(hang.time());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static @Nullable JsonNode json(Context context) {
        try {
            return JSON.readTree(context.bodyAsBytes());
        } catch (IOException _) {
            return null;
        }
    }

    private static String text(JsonNode node) {
        return node.toPrettyString();
    }
}
