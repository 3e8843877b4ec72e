package dev.tocsin.topology.derive;

/** What became of an observation. */
enum Outcome {
    /** It says something of its window. */
    TAKEN,
    /** The first of its series: a counter says nothing until the second. */
    FIRST,
    /** The counter began anew; what it counted since is taken. */
    COUNTER_RESET,
    /** There is one of its time already: two producers with one name, or a record that was sent twice. */
    DUPLICATE_POINT,
    /** It is older than one that was taken. */
    OUT_OF_ORDER,
    /** It counts since an earlier start than one that was taken: another producer with the same name. */
    OLDER_START,
    /** A monotonic counter's growth is negative. */
    NEGATIVE_DELTA,
    /** Its buckets aren't those of the point before; they count from here on. */
    BUCKETS_CHANGED,
    /** Its window is closed. */
    LATE,
    /** The service has as many metrics as it may. */
    METRIC_LIMIT,
    /** The instance has as many series as it may. */
    SERIES_LIMIT,
    /** Another input of the service has its name. */
    NAME_CLASH;

    boolean contributes() {
        return this == TAKEN || this == COUNTER_RESET;
    }
}
