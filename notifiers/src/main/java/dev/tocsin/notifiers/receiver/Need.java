package dev.tocsin.notifiers.receiver;

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
}
