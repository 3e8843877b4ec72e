package dev.tocsin.topology.wire;

import dev.tocsin.escalation.verdict.Relation;
import dev.tocsin.escalation.verdict.Relation.Part;
import dev.tocsin.schemas.v1.BrokenRelation;
import dev.tocsin.schemas.v1.RelatedMetric;

/** Broken relations: from the detectors' words to the escalation's, and on the wire. */
public final class Relations {

    private Relations() {}

    static Relation fromDetector(dev.tocsin.detectors.BrokenRelation broken) {
        return new Relation(part(broken.odd()), broken.expected(),
                broken.others().stream().map(Relations::part).toList(), broken.share());
    }

    private static Part part(dev.tocsin.detectors.BrokenRelation.Part part) {
        return new Part(part.metric(), part.deviation());
    }

    static BrokenRelation toRecord(Relation relation) {
        return new BrokenRelation(relation.odd().metric(), relation.odd().deviation(), relation.expected(),
                relation.others().stream().map(other -> new RelatedMetric(other.metric(), other.deviation())).toList(),
                relation.share());
    }

    /** The relation a verdict's record names. */
    public static Relation fromRecord(BrokenRelation record) {
        return new Relation(new Part(record.getMetric(), record.getDeviation()), record.getExpected(),
                record.getOthers().stream().map(other -> new Part(other.getMetric(), other.getDeviation())).toList(),
                record.getShare());
    }
}
