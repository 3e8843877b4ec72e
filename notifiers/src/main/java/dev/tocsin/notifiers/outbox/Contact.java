package dev.tocsin.notifiers.outbox;

import java.util.Locale;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;

import dev.tocsin.notifiers.budget.Budget;
import dev.tocsin.notifiers.receiver.Receiver;

/** A receiver with what is remembered of it as long as its delivery is open: its circuit, and what it may be sent now. */
record Contact(Receiver receiver, CircuitBreaker circuit, Budget budget) {

    static Contact of(Receiver receiver, DeliverySettings settings) {
        return new Contact(receiver, settings.patience().circuit(receiver.name()),
                new Budget(receiver.name(), settings.rates()));
    }

    String name() {
        return receiver.name();
    }

    String circuitState() {
        return circuit.getState().name().toLowerCase(Locale.ROOT);
    }
}
