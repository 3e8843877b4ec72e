package dev.tocsin.notifiers.alertmanager;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ArrayNode;

import dev.tocsin.notifiers.Secret;
import dev.tocsin.notifiers.http.JsonPost;
import dev.tocsin.notifiers.http.Verdict;
import dev.tocsin.notifiers.receiver.Outcome;
import dev.tocsin.notifiers.receiver.Outcome.Delivered;
import dev.tocsin.notifiers.receiver.Outcome.Retry;
import dev.tocsin.notifiers.receiver.Reason;

import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/**
 * The members of an Alertmanager cluster, which don't share alerts: all are told side by side. One that takes them is
 * enough; the others then get a little longer, and what they missed with the next reminder.
 */
final class Cluster {

    private static final Duration OTHERS = Duration.ofSeconds(2);

    private final List<HttpUrl> members;
    private final @Nullable Secret bearer;
    private final JsonPost post;

    Cluster(AlertmanagerSettings settings, OkHttpClient client) {
        this.members = settings.alerts();
        this.bearer = settings.bearer();
        this.post = new JsonPost(client, bearer == null ? List.of() : List.of(bearer));
    }

    /** What became of it: delivered where one took it, else what the first of them said. */
    Outcome send(ArrayNode alerts, Delivered success) {
        byte[] body = alerts.toString().getBytes(StandardCharsets.UTF_8);
        if (members.size() == 1) {
            return Verdict.of(post.send(members.getFirst(), body, bearer), success);
        }
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            CompletionService<Outcome> calls = new ExecutorCompletionService<>(threads);
            members.forEach(member -> calls.submit(() -> Verdict.of(post.send(member, body, bearer), success)));
            return gather(calls);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Retry(Reason.HUNG, "interrupted", null);
        } finally {
            threads.shutdownNow();
        }
    }

    private Outcome gather(CompletionService<Outcome> calls) throws InterruptedException {
        List<Outcome> refused = new ArrayList<>();
        Outcome taken = null;
        for (int left = members.size(); left > 0; left--) {
            Future<Outcome> next = taken == null ? calls.take() : calls.poll(OTHERS.toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                break;
            }
            Outcome outcome = outcome(next);
            if (outcome instanceof Delivered) {
                taken = outcome;
            } else {
                refused.add(outcome);
            }
        }
        return taken != null ? taken : worthTrying(refused);
    }

    /** Refused by one and unreachable at another isn't refused yet. */
    private static Outcome worthTrying(List<Outcome> refused) {
        return refused.stream().filter(Retry.class::isInstance).findFirst().orElse(refused.getFirst());
    }

    private static Outcome outcome(Future<Outcome> call) throws InterruptedException {
        try {
            return call.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a call broke off", e.getCause());
        }
    }
}
