package dev.tocsin.notifiers.outbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import dev.tocsin.notifiers.outbox.Errand.Stop;
import dev.tocsin.notifiers.outbox.Errand.TellMissed;
import dev.tocsin.notifiers.outbox.Errand.TellOne;
import dev.tocsin.notifiers.receiver.Spend;

/**
 * All partitions that are ours and what waits in them. Next is always the loudest tier, in it what the receiver was never
 * told of, in that the oldest; incidents that are over come last, together.
 */
final class Pigeonholes {

    private static final int MAX_MISSED = 100;
    private static final Comparator<Stop> ORDER = Comparator
            .<Stop, Integer>comparing(stop -> stop.lane().tier().ordinal())
            .reversed().thenComparing(stop -> !stop.lane().isNeverTold())
            .thenComparing(stop -> stop.letter().readAt()).thenComparing(stop -> stop.letter().offset());

    private final Map<TopicPartition, Share> shares = new HashMap<>();

    void add(Share share) {
        shares.put(share.partition(), share);
    }

    @Nullable
    Share share(TopicPartition partition) {
        return shares.get(partition);
    }

    void remove(Collection<TopicPartition> partitions) {
        partitions.forEach(shares::remove);
    }

    Collection<Share> all() {
        return shares.values();
    }

    /** The next errand of a kind that is allowed. */
    Optional<Errand> next(Instant now, Predicate<Spend> allowed) {
        Optional<Errand> one = stops(now).filter(stop -> !stop.lane().isMissed())
                .filter(stop -> allowed.test(stop.lane().spend())).min(ORDER)
                .map(stop -> new TellOne(stop, stop.lane().known(), stop.lane().spend()));
        return one.isPresent() || !allowed.test(Spend.POST) ? one : missed(now);
    }

    int letters() {
        return shares.values().stream().mapToInt(Share::letters).sum();
    }

    int incidents() {
        return shares.values().stream().mapToInt(Share::pending).sum();
    }

    Optional<Instant> oldest() {
        return shares.values().stream().flatMap(share -> share.busy().stream()).filter(Lane::hasCurrent)
                .map(lane -> lane.current().readAt()).min(Comparator.naturalOrder());
    }

    boolean hasUnderWay() {
        return shares.values().stream().anyMatch(Share::hasUnderWay);
    }

    void wakeAll() {
        shares.values().forEach(share -> share.busy().forEach(Lane::wake));
    }

    private Optional<Errand> missed(Instant now) {
        List<Stop> over = new ArrayList<>(stops(now).filter(stop -> stop.lane().isMissed()).toList());
        over.sort(Comparator.comparing(stop -> stop.letter().notification().getOpenedAt()));
        return over.isEmpty()
                ? Optional.empty()
                : Optional.of(new TellMissed(over.subList(0, Math.min(MAX_MISSED, over.size()))));
    }

    private Stream<Stop> stops(Instant now) {
        return shares.values().stream().flatMap(share -> share.busy().stream().filter(lane -> lane.isReady(now))
                .map(lane -> new Stop(share, lane, lane.current())));
    }
}
