package dev.tocsin.topology.wire;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.neighbour.News;
import dev.tocsin.schemas.v1.NeighbourNews;
import dev.tocsin.schemas.v1.SignalNews;
import dev.tocsin.schemas.v1.SignalStanding;

/** What tasks tell each other, between its record and its value. */
public final class Neighbours {

    private Neighbours() {}

    /** That a task has told all before a time. */
    public static NeighbourNews toRecord(int task, Instant toldUntil) {
        return new NeighbourNews(task, toldUntil, null);
    }

    public static NeighbourNews toRecord(int task, Instant toldUntil, News news) {
        return new NeighbourNews(task, toldUntil, SignalNews.newBuilder()
                .setNamespace(news.to().namespace()).setService(news.to().service())
                .setFromNamespace(news.from().namespace()).setFromService(news.from().service())
                .setSignal(news.signal()).setAt(news.at())
                .setStanding(SignalStanding.valueOf(news.standing().name().toLowerCase(Locale.ROOT)))
                .setMetric(news.metric()).setObserved(Verdicts.finite(news.observed()))
                .setExpected(Verdicts.finite(news.expected())).setScore(Verdicts.finite(news.score())).build());
    }

    /**
     * The news of a record; empty where its standing is one that this version doesn't know.
     *
     * @throws IllegalArgumentException if it names no service
     */
    public static Optional<News> fromRecord(SignalNews record) {
        return record.getStanding() == SignalStanding.unknown
                ? Optional.empty()
                : Optional.of(new News(new ServiceId(record.getNamespace(), record.getService()),
                        new ServiceId(record.getFromNamespace(), record.getFromService()), record.getSignal(),
                        record.getAt(),
                        News.Standing.valueOf(record.getStanding().name().toUpperCase(Locale.ROOT)),
                        record.getMetric(), number(record.getObserved()), number(record.getExpected()),
                        number(record.getScore())));
    }

    private static double number(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }
}
