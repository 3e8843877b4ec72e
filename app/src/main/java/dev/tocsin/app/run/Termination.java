package dev.tocsin.app.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** What a signal does: asks to stop, and holds the process until all is closed. */
public final class Termination implements AutoCloseable {

    private static final Runnable NOTHING = () -> {
    };

    private final AtomicReference<Runnable> request = new AtomicReference<>(NOTHING);
    private final CountDownLatch closed = new CountDownLatch(1);

    private Termination() {}

    /** Listens for signals from now on; until {@link #asks} is called a signal waits for nothing. */
    public static Termination listen() {
        var termination = new Termination();
        Runtime.getRuntime().addShutdownHook(new Thread(termination::terminate, "termination"));
        return termination;
    }

    /** What asks the running work to stop. */
    public void asks(Runnable stop) {
        request.set(stop);
    }

    /** Everything is closed; the process may go. */
    @Override
    public void close() {
        closed.countDown();
    }

    private void terminate() {
        Runnable stop = request.get();
        if (stop == NOTHING) {
            return;
        }
        stop.run();
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
