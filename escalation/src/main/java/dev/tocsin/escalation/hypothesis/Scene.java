package dev.tocsin.escalation.hypothesis;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.neighbour.Calls;
import dev.tocsin.escalation.verdict.Change;

/**
 * What is known around the onset of an incident.
 *
 * @param victim whose incident it is
 * @param begin start of the first window
 * @param window length of each window
 * @param courses of the victim and of the services around it, all over the same windows
 * @param changes made to any of them, those outside the time in question included
 */
public record Scene(ServiceId victim, Instant begin, Duration window, List<Course> courses, Calls calls,
        List<Change> changes) {

    public Scene {
        courses = List.copyOf(courses);
        changes = List.copyOf(changes);
        if (courses.stream().mapToInt(course -> course.deviations().length).distinct().count() > 1) {
            throw new IllegalArgumentException("courses of a scene have different numbers of windows");
        }
    }

    int windows() {
        return courses.isEmpty() ? 0 : courses.getFirst().deviations().length;
    }
}
