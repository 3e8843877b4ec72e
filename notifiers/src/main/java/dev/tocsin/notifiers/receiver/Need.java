package dev.tocsin.notifiers.receiver;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.tocsin.schemas.v1.Action;
import dev.tocsin.schemas.v1.Notification;
import dev.tocsin.schemas.v1.ReceiverState;

/** Whether a notification has to be told, and why not. */
public sealed interface Need {

    /** It has to; a call of this kind will be made. */
    record Tell(Spend spend) implements Need {}

    /** It doesn't, for this reason. */
    record Leave(Reason reason) implements Need {}

    /** To be told by a call of this kind. */
    static Need tell(Spend spend) {
        return new Tell(spend);
    }

    /** Not to be told. */
    static Need leave(Reason reason) {
        return new Leave(reason);
    }

    /**
     * Does what is needed: tells in full or, where that is refused, in the plainest form; or skips.
     *
     * @param full tells all there is
     * @param plainest tells no more than nobody could refuse
     */
    default Outcome fulfil(Supplier<? extends Outcome> full, Supplier<? extends Outcome> plainest) {
        return switch (this) {
            case Leave(Reason reason) -> new Outcome.Skipped(reason);
            case Tell _ -> {
                Outcome first = full.get();
                yield first instanceof Outcome.Rejected ? plainest.get() : first;
            }
        };
    }

    /** What a receiver needs that hears of an incident from its opening to its end, and opens nothing by a late update. */
    static Need fromOpeningToEnd(Notification notification, @Nullable ReceiverState known) {
        if (known != null && known.getOpen()) {
            return tell(Spend.POST);
        }
        if (notification.getAction() == Action.resolve) {
            return leave(known == null ? Reason.NEVER_TOLD : Reason.ALREADY_CLOSED);
        }
        return known == null || opens(notification) ? tell(Spend.POST) : leave(Reason.ALREADY_CLOSED);
    }

    private static boolean opens(Notification notification) {
        return switch (notification.getTransition()) {
            case opened, escalated, reopened -> true;
            case unknown, acknowledged, clearing, resolved, expired, near_miss, suppressed -> false;
        };
    }
}
