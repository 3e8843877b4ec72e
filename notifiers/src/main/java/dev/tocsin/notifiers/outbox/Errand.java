package dev.tocsin.notifiers.outbox;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tocsin.notifiers.receiver.Spend;
import dev.tocsin.schemas.v1.ReceiverState;

/** One call that is to be made. */
sealed interface Errand {

    Spend spend();

    /** The stops it is about. */
    List<Stop> stops();

    /** One incident of one partition, and the letter that goes out. */
    record Stop(Share share, Lane lane, Letter letter) {}

    /** To tell one letter. */
    record TellOne(Stop stop, @Nullable ReceiverState known, Spend spend) implements Errand {

        @Override
        public List<Stop> stops() {
            return List.of(stop);
        }
    }

    /** To tell, in one message, of incidents that opened and closed before anybody could be told. */
    record TellMissed(List<Stop> stops) implements Errand {

        public TellMissed {
            stops = List.copyOf(stops);
        }

        @Override
        public Spend spend() {
            return Spend.POST;
        }
    }
}
