package dev.tocsin.app.fire;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.tocsin.app.receivers.Notice;
import dev.tocsin.notifiers.receiver.Outcome;
import dev.tocsin.notifiers.receiver.Receiver;
import dev.tocsin.notifiers.receiver.Told;
import dev.tocsin.schemas.v1.Severity;
import dev.tocsin.schemas.v1.Tier;

/** One incident that isn't one, told to one receiver: opened, and resolved if it was taken. */
record TestFire(Receiver receiver, Tier tier, Instant now) {

    /** What the receiver said to each; the second is null where nothing was resolved. */
    record Result(Outcome opened, @Nullable Outcome resolved) {

        boolean delivered() {
            return opened instanceof Outcome.Delivered && !(resolved instanceof Outcome.Rejected)
                    && !(resolved instanceof Outcome.Retry);
        }
    }

    Result fire(boolean resolve) {
        var notice = new Notice(receiver.name(), "test-fire/default/tocsin/" + now.getEpochSecond(), "test-fire",
                "tocsin", tier, Severity.info, now);
        String why = "somebody ran tocsin fire " + receiver.name();
        Outcome opened = receiver.deliver(notice.opened("Test of Tocsin, nothing is wrong", why), null);
        if (!resolve || !(opened instanceof Outcome.Delivered(var _, Told told))) {
            return new Result(opened, null);
        }
        return new Result(opened, receiver.deliver(
                notice.resolved(now, "resolved: Test of Tocsin, nothing was wrong", why), notice.known(told)));
    }
}
