package dev.tocsin.notifiers.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.core.IntervalFunction;

import dev.tocsin.notifiers.budget.Budget;
import dev.tocsin.notifiers.budget.Patience;
import dev.tocsin.notifiers.outbox.Errand.Stop;
import dev.tocsin.notifiers.outbox.Errand.TellMissed;
import dev.tocsin.notifiers.receiver.Outcome;
import dev.tocsin.notifiers.receiver.Outcome.Delivered;
import dev.tocsin.notifiers.receiver.Outcome.Rejected;
import dev.tocsin.notifiers.receiver.Outcome.Retry;
import dev.tocsin.notifiers.receiver.Outcome.Skipped;
import dev.tocsin.notifiers.receiver.Reason;
import dev.tocsin.schemas.v1.ReceiverState;

/**
 * Sends errands out as budget and circuit allow, and settles what they come back with. Used by the loop's thread;
 * errands run on virtual threads of their own.
 */
final class Dispatch {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

    private final Pigeonholes holes;
    private final Courier courier;
    private final Register register;
    private final CircuitBreaker circuit;
    private final Budget budget;
    private final Patience patience;
    private final IntervalFunction backoff;
    private final int inFlight;
    private final BlockingQueue<Return> returns = new LinkedBlockingQueue<>();
    private int underWay;
    private boolean sick;
    private String trouble = "";
    private @Nullable Instant lastDelivered;

    Dispatch(Pigeonholes holes, Courier courier, Register register, CircuitBreaker circuit, Budget budget,
            Patience patience, int inFlight) {
        this.holes = holes;
        this.courier = courier;
        this.register = register;
        this.circuit = circuit;
        this.budget = budget;
        this.patience = patience;
        this.backoff = patience.backoff();
        this.inFlight = inFlight;
    }

    /** Sends whatever may go now. */
    void send(Instant now) {
        while (underWay < inFlight) {
            Optional<Errand> next = holes.next(now, spend -> budget.allows(spend, now));
            if (next.isEmpty() || !circuit.tryAcquirePermission()) {
                return;
            }
            if (!budget.take(next.get().spend())) {
                circuit.releasePermission();
                return;
            }
            depart(next.get());
        }
    }

    /** Settles what has come back. */
    void collect(Instant now) {
        for (Return back = returns.poll(); back != null; back = returns.poll()) {
            settle(back, now);
        }
    }

    boolean hasUnderWay() {
        return underWay > 0;
    }

    /** What is wrong with the receiver; empty if nothing is. */
    String trouble() {
        return trouble;
    }

    @Nullable
    Instant lastDelivered() {
        return lastDelivered;
    }

    private void depart(Errand errand) {
        errand.stops().forEach(stop -> stop.lane().depart());
        underWay++;
        Thread.ofVirtual().name("errand-" + circuit.getName()).start(() -> returns.add(run(errand)));
    }

    /** An errand that doesn't come back would hold its incident for ever. */
    private Return run(Errand errand) {
        try {
            return courier.run(errand);
        } catch (Throwable e) {
            LOG.error("errand of {} broke off", circuit.getName(), e);
            return new Return(errand, new Retry(Reason.BROKEN, e.getClass().getSimpleName(), null),
                    Map.of(), Duration.ZERO);
        }
    }

    private void settle(Return back, Instant now) {
        underWay--;
        register.called(back.took());
        tellCircuit(back);
        for (Stop stop : back.errand().stops()) {
            if (stop.share().isOurs()) {
                settle(stop, back, now);
                stop.share().noteBusy(stop.lane());
            }
        }
        if (back.outcome() instanceof Delivered && sick) {
            sick = false;
            trouble = "";
            holes.wakeAll();
        }
    }

    private void settle(Stop stop, Return back, Instant now) {
        switch (back.outcome()) {
            case Delivered delivered -> delivered(stop, back, delivered, now);
            case Retry retry -> again(stop, back.errand(), retry, now);
            case Rejected rejected -> {
                register.rejected(stop, rejected);
                stop.lane().givenUp();
            }
            case Skipped(Reason reason) -> {
                register.skipped(stop.letter(), reason);
                stop.lane().givenUp();
            }
        }
    }

    private void delivered(Stop stop, Return back, Delivered delivered, Instant now) {
        ReceiverState state = back.states().get(stop.lane());
        if (state == null) {
            return;
        }
        lastDelivered = now;
        register.delivered(stop, delivered.reason(), now);
        if (back.errand() instanceof TellMissed) {
            stop.lane().summarised(state);
        } else {
            stop.lane().arrived(state);
        }
    }

    private void again(Stop stop, Errand errand, Retry retry, Instant now) {
        sick = true;
        trouble = retry.reason().label() + (retry.detail().isEmpty() ? "" : ": " + retry.detail());
        Duration wait = wait(stop, retry);
        if (retry.reason() == Reason.RATE_LIMITED) {
            budget.hold(errand.spend(), now.plus(wait));
        }
        stop.lane().failed(now.plus(wait));
        register.retrying(stop, retry);
    }

    private Duration wait(Stop stop, Retry retry) {
        Duration wait = Duration.ofMillis(backoff.apply(stop.lane().failures() + 1));
        if (retry.reason().ambiguous()) {
            wait = longer(wait, patience.ambiguous());
        }
        return retry.retryAfter() == null ? wait : longer(wait, retry.retryAfter());
    }

    private void tellCircuit(Return back) {
        Outcome outcome = back.outcome();
        if (outcome instanceof Delivered || outcome instanceof Rejected(Reason reason, String _)
                && reason == Reason.INVALID_PAYLOAD) {
            circuit.onSuccess(back.took().toNanos(), TimeUnit.NANOSECONDS);
        } else if (outcome instanceof Retry && outcome.reason().sick()) {
            circuit.onError(back.took().toNanos(), TimeUnit.NANOSECONDS, new SickReceiver(outcome.reason().label()));
        } else {
            circuit.releasePermission();
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** What the circuit breaker counts; it carries no stack. */
    private static final class SickReceiver extends Exception {
        private static final long serialVersionUID = 1;

        SickReceiver(String reason) {
            super(reason, null, false, false);
        }
    }
}
