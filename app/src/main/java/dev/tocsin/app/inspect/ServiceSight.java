package dev.tocsin.app.inspect;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** What was seen of one service. */
final class ServiceSight {

    private static final int MOST_INSTANCES = 5_000;

    final Set<String> outputs = new TreeSet<>();
    long samples;
    long points;
    /** How old the youngest and the oldest sample were when their record was written; negative is ahead. */
    long leastAgeMillis = Long.MAX_VALUE;
    long mostAgeMillis = Long.MIN_VALUE;
    private final Set<String> instances = new HashSet<>();

    void saw(String instance, int itsPoints, long ageMillis) {
        samples++;
        points += itsPoints;
        leastAgeMillis = Math.min(leastAgeMillis, ageMillis);
        mostAgeMillis = Math.max(mostAgeMillis, ageMillis);
        if (instances.size() < MOST_INSTANCES) {
            instances.add(instance);
        }
    }

    int instances() {
        return instances.size();
    }
}
