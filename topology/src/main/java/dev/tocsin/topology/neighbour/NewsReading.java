package dev.tocsin.topology.neighbour;

import java.time.Instant;

import dev.tocsin.escalation.neighbour.News;
import dev.tocsin.schemas.v1.NeighbourNews;
import dev.tocsin.topology.detect.Judgement;
import dev.tocsin.topology.told.Saying;
import dev.tocsin.topology.wire.Neighbours;

/** Reads records of the topic of neighbours. */
public final class NewsReading implements Saying.Reading<NeighbourNews, Judgement> {

    @Override
    public Saying<Judgement> of(NeighbourNews record, Instant recorded) {
        if (record.getNews() == null) {
            return new Saying.ToAll<>("time", new Judgement.ToldUntil(record.getTask(), record.getToldUntil()));
        }
        News news = Neighbours.fromRecord(record.getNews()).orElse(null);
        return news == null
                ? new Saying.Unusable<>("unknown_standing", "a standing of signals that this version doesn't know")
                : new Saying.Of<>(news.to(), "read", new Judgement.Heard(news));
    }
}
