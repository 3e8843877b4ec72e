package dev.tocsin.app.doctor;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The Kafka release a cluster's metadata is finalized at, by its feature level {@code metadata.version} (KIP-778, KIP-1022;
 * levels as in Kafka 4.3's {@code MetadataVersion}).
 */
record Release(int major, int minor) implements Comparable<Release> {

    /** The oldest release that the whole service was run against. */
    static final Release OLDEST_TESTED = new Release(4, 3);

    /** The newest. */
    static final Release NEWEST_TESTED = new Release(4, 3);

    private static final NavigableMap<Integer, Release> BY_LEVEL = new TreeMap<>(Map.ofEntries(from(1, 3, 0),
            from(4, 3, 2), from(7, 3, 3), from(8, 3, 4), from(9, 3, 5), from(12, 3, 6), from(15, 3, 7), from(20, 3, 8),
            from(21, 3, 9), from(22, 4, 0), from(26, 4, 1), from(28, 4, 2), from(30, 4, 3), from(31, 4, 4)));

    /** @param level of {@code metadata.version}; one newer than this table counts as the newest in it */
    static Optional<Release> ofLevel(int level) {
        return Optional.ofNullable(BY_LEVEL.floorEntry(level)).map(Map.Entry::getValue);
    }

    boolean tested() {
        return compareTo(OLDEST_TESTED) >= 0 && compareTo(NEWEST_TESTED) <= 0;
    }

    @Override
    public int compareTo(Release other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }

    private static Map.Entry<Integer, Release> from(int level, int major, int minor) {
        return Map.entry(level, new Release(major, minor));
    }
}
