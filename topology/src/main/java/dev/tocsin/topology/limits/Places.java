package dev.tocsin.topology.limits;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The services of one namespace. Once all places are taken, a newcomer gets that of a service that was heard in few
 * windows and is silent, or, if the newcomer was turned away in a window before and is still there, of one that was heard
 * in a single window. So an id in a name, which is heard once, passes through, and what stays, stays. Thread-safe.
 */
final class Places {

    /** How many of those that may give way are looked at for the weakest. */
    private static final int LOOKED_AT = 64;

    private final int most;
    private final long quietMillis;
    private final Map<String, Place> settled = new HashMap<>();
    /** The longest silent first. */
    private final Map<String, Place> unsettled = new LinkedHashMap<>();
    private @Nullable TurnedAway turnedAway;

    /** @param quietMillis a service that isn't settled and silent for so long gives way to any other */
    Places(int most, long quietMillis) {
        this.most = most;
        this.quietMillis = quietMillis;
    }

    /** What became of a newcomer. */
    enum Answer {
        TAKEN, TAKEN_INSTEAD, REFUSED
    }

    synchronized Answer admit(String service, long time, int signals) {
        if (knows(service)) {
            return Answer.TAKEN;
        }
        if (size() < most) {
            unsettled.put(service, new Place(0, time, signals));
            return Answer.TAKEN;
        }
        TurnedAway before = turnedAway == null ? new TurnedAway(quietMillis) : turnedAway;
        turnedAway = before;
        boolean returning = before.saw(service, time);
        String weakest = weakest(time, returning);
        if (weakest == null) {
            return Answer.REFUSED;
        }
        unsettled.remove(weakest);
        unsettled.put(service, new Place(returning ? 1 : 0, time, signals));
        return Answer.TAKEN_INSTEAD;
    }

    /** Of those that may give way the one with the fewest signals, and of these the longest silent. */
    private @Nullable String weakest(long time, boolean returning) {
        String weakest = null;
        int fewest = Integer.MAX_VALUE;
        int looked = 0;
        for (Iterator<Map.Entry<String, Place>> i = unsettled.entrySet().iterator(); i.hasNext()
                && looked < LOOKED_AT; looked++) {
            Map.Entry<String, Place> one = i.next();
            Place place = one.getValue();
            boolean givesWay = place.silent(time, quietMillis) || returning && place.fleeting();
            if (givesWay && place.signals < fewest) {
                weakest = one.getKey();
                fewest = place.signals;
            }
        }
        return weakest;
    }

    /** A window of a service was closed in which it was heard; whether it has a place. */
    synchronized boolean heard(String service, long time, int signals) {
        Place place = unsettled.remove(service);
        if (place == null) {
            return settled.containsKey(service);
        }
        place.windows++;
        place.newest = Math.max(place.newest, time);
        place.signals = Math.max(place.signals, signals);
        (place.settled() ? settled : unsettled).put(service, place);
        return true;
    }

    /** A service that has state already has a place, whatever the limit. */
    synchronized void hold(String service, int windows, long newest) {
        Place known = unsettled.remove(service);
        Place place = known == null ? new Place(windows, newest, 0) : known;
        place.windows = Math.max(place.windows, windows);
        place.newest = Math.max(place.newest, newest);
        if (!settled.containsKey(service)) {
            (place.settled() ? settled : unsettled).put(service, place);
        }
    }

    synchronized void release(String service) {
        settled.remove(service);
        unsettled.remove(service);
    }

    synchronized boolean knows(String service) {
        return settled.containsKey(service) || unsettled.containsKey(service);
    }

    synchronized int size() {
        return settled.size() + unsettled.size();
    }

    /** Whether nobody here is settled or was heard lately: the namespace itself may be a mistake. */
    synchronized boolean givesWay(long time) {
        return settled.isEmpty()
                && unsettled.values().stream().allMatch(place -> place.silent(time, quietMillis));
    }
}
