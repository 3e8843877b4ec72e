package dev.tocsin.notifiers.outbox;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

import org.apache.kafka.common.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tocsin.notifiers.digest.Digest;
import dev.tocsin.notifiers.digest.DigestLines;
import dev.tocsin.notifiers.outbox.Errand.Stop;
import dev.tocsin.notifiers.outbox.Errand.TellMissed;
import dev.tocsin.notifiers.outbox.Errand.TellOne;
import dev.tocsin.notifiers.receiver.Outcome;
import dev.tocsin.notifiers.receiver.Outcome.Delivered;
import dev.tocsin.notifiers.receiver.Outcome.Rejected;
import dev.tocsin.notifiers.receiver.Reason;
import dev.tocsin.notifiers.receiver.Receiver;
import dev.tocsin.notifiers.receiver.Told;
import dev.tocsin.notifiers.state.ReceiverStates;
import dev.tocsin.notifiers.writing.AckedWriter;
import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.ReceiverState;

/**
 * Runs an errand to its end: makes the call, then writes the new receiver state (or the digest line of what was
 * rejected) until Kafka has it, as long as the partition is ours. Safe for use by several threads.
 */
final class Courier {

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Receiver receiver;
    private final String stateTopic;
    private final Serializer<ReceiverState> serializer;
    private final AckedWriter writer;
    private final Digest digest;
    private final InstantSource clock;

    Courier(Receiver receiver, String stateTopic, Serializer<ReceiverState> serializer, AckedWriter writer,
            Digest digest, InstantSource clock) {
        this.receiver = receiver;
        this.stateTopic = stateTopic;
        this.serializer = serializer;
        this.writer = writer;
        this.digest = digest;
        this.clock = clock;
    }

    Return run(Errand errand) {
        long start = System.nanoTime();
        Outcome outcome = told(errand);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        Map<Lane, ReceiverState> states = new HashMap<>();
        switch (outcome) {
            case Delivered(Reason _, Told told) -> errand.stops().forEach(stop -> keep(stop, told, errand, states));
            case Rejected(Reason _, String detail) -> errand.stops().forEach(stop -> tellDigest(stop, detail));
            case Outcome.Retry _,Outcome.Skipped _ -> {
                // nothing is kept of what wasn't told
            }
        }
        if (outcome instanceof Delivered && errand instanceof TellMissed) {
            summarise(errand.stops());
        }
        return new Return(errand, outcome, states, took);
    }

    /** A bug in one message's rendering must not stop the others. */
    private Outcome told(Errand errand) {
        try {
            return switch (errand) {
                case TellOne one -> receiver.deliver(one.stop().letter().notification(), one.known());
                case TellMissed missed -> receiver.tellMissed(notifications(missed.stops()));
            };
        } catch (RuntimeException e) {
            StackTraceElement[] trace = e.getStackTrace();
            String where = e.getClass().getSimpleName() + (trace.length == 0 ? "" : " at " + trace[0]);
            LOG.error("{} could not render {}: {}", receiver.name(),
                    errand.stops().getFirst().letter().notification().getId(), where);
            return new Rejected(Reason.NOT_RENDERED, where);
        }
    }

    private void keep(Stop stop, Told told, Errand errand, Map<Lane, ReceiverState> states) {
        long sequence = stop.letter().sequence();
        boolean resolveFollows = errand instanceof TellMissed && told.open();
        ReceiverState state = ReceiverState.newBuilder().setReceiver(receiver.name())
                .setIncident(stop.lane().incident()).setSequence(resolveFollows ? sequence - 1 : sequence)
                .setOpen(told.open()).setChannel(told.channel()).setTs(told.ts()).setUpdatedAt(clock.instant()).build();
        String key = ReceiverStates.key(receiver.name(), stop.lane().incident());
        int partition = stop.share().partition().partition();
        if (insist(stop.share(), () -> writer.write(stateTopic, partition, key, state, serializer))) {
            states.put(stop.lane(), state);
        }
    }

    private void tellDigest(Stop stop, String detail) {
        Notification notification = stop.letter().notification();
        insist(stop.share(), () -> digest.write(DigestLines.key(notification),
                DigestLines.rejected(notification, receiver.name(), detail)));
    }

    private void summarise(List<Stop> stops) {
        Map<String, List<Stop>> byNamespace = new TreeMap<>();
        stops.forEach(stop -> byNamespace.computeIfAbsent(stop.letter().notification().getNamespace(),
                _ -> new ArrayList<>()).add(stop));
        byNamespace.values().forEach(some -> insist(some.getFirst().share(),
                () -> digest.write(DigestLines.key(some.getFirst().letter().notification()),
                        DigestLines.missed(notifications(some)))));
    }

    /** Whether it was written before the partition was lost. */
    private boolean insist(Share share, Supplier<Optional<String>> write) {
        while (share.isOurs()) {
            Optional<String> failure = write.get();
            if (failure.isEmpty()) {
                return true;
            }
            LOG.warn("{} writes again: {}", receiver.name(), failure.get());
            if (!paused()) {
                return false;
            }
        }
        return false;
    }

    private static boolean paused() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static List<Notification> notifications(List<Stop> stops) {
        return stops.stream().map(stop -> stop.letter().notification()).toList();
    }
}
