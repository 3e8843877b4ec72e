package dev.tocsin.bench.detection;

/** Something that scores a server's windows in one pass, in time order, without seeing a label. */
public interface Rater {

    String title();

    /** Scores of all rows, those of train first. */
    Scores rate(LabelledServer server);
}
