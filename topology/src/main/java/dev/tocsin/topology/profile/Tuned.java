package dev.tocsin.topology.profile;

import java.time.Duration;
import java.time.ZoneId;

import org.jspecify.annotations.Nullable;

import dev.tocsin.detectors.Profile;

/**
 * What people tune of a profile; null leaves a value as its base has it.
 *
 * @param falseAlarmHoursPerDay the budget
 * @param halfLife after which a normal window counts half
 * @param patience how long a changed level lasts before it is learned
 * @param zone whose clocks the services' users live by
 */
public record Tuned(@Nullable Double falseAlarmHoursPerDay, @Nullable Duration halfLife, @Nullable Duration patience,
        @Nullable ZoneId zone) {

    /** Everything as it is. */
    public static final Tuned NOTHING = new Tuned(null, null, null, null);

    Profile of(Profile base) {
        Profile profile = falseAlarmHoursPerDay == null ? base : base.withBudget(falseAlarmHoursPerDay);
        profile = halfLife == null ? profile : profile.withHalfLife(halfLife);
        profile = patience == null ? profile : profile.withPatience(patience);
        return zone == null ? profile : profile.withZone(zone);
    }
}
