package dev.tocsin.escalation.hypothesis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.tocsin.escalation.hypothesis.Symptoms.Symptom;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.verdict.Change;

/** What speaks for and against a suspect, in words and in weight. */
final class Evidence {

    private static final Duration CHANGE_BEFORE = Duration.ofMinutes(30);
    /** A change just before the onset is the commonest cause of incidents there is. */
    private static final double CHANGE_WEIGHT = 1.5;
    /** Who began first says little at the windows' resolution: enough to break a tie. */
    private static final double EARLIER_WEIGHT = 1.02;

    private final Scene scene;
    private final Symptom victim;

    Evidence(Scene scene, Symptom victim) {
        this.scene = scene;
        this.victim = victim;
    }

    Suspect weigh(Suspect suspect) {
        double weight = suspect.weight();
        if (change(suspect.service()).isPresent()) {
            weight *= CHANGE_WEIGHT;
        }
        if (windowsEarlier(suspect) > 1) {
            weight *= EARLIER_WEIGHT;
        }
        return suspect.weighing(weight);
    }

    List<String> speaksFor(Suspect suspect) {
        List<String> words = new ArrayList<>();
        words.add("%s %.0f sigmas from usual".formatted(suspect.symptom().metric(), suspect.symptom().deviation()));
        if (suspect.path().size() > 1) {
            words.add("unusual along " + suspect.path().stream().map(ServiceId::service)
                    .collect(Collectors.joining(" → ")));
        }
        if (suspect.explains() > 1) {
            words.add("would explain " + suspect.explains() + " other services");
        }
        change(suspect.service()).ifPresent(change -> words.add(said(change)));
        int earlier = windowsEarlier(suspect);
        if (earlier > 1) {
            words.add("began " + minutes(earlier) + " earlier");
        }
        return words;
    }

    List<String> speaksAgainst(Suspect suspect) {
        List<String> words = new ArrayList<>();
        int later = -windowsEarlier(suspect);
        if (later > 1) {
            words.add("began " + minutes(later) + " later");
        }
        switch (suspect.way()) {
            case LINK -> words.add("a service it calls is unusual too");
            case ALONE -> words.add("nothing unusual between it and " + scene.victim().service());
            case END -> {
                // Nothing: it is where the path ends.
            }
        }
        return words;
    }

    private int windowsEarlier(Suspect suspect) {
        return victim.first() < 0 || suspect.symptom().first() < 0 ? 0 : victim.first() - suspect.symptom().first();
    }

    private String minutes(int windows) {
        long seconds = scene.window().multipliedBy(windows).toSeconds();
        return seconds < 120 ? seconds + " s" : seconds / 60 + " min";
    }

    private Instant onset() {
        return scene.begin().plus(scene.window().multipliedBy(Math.max(0, victim.first())));
    }

    private Optional<Change> change(ServiceId service) {
        Instant from = onset().minus(CHANGE_BEFORE);
        Instant to = onset().plus(scene.window());
        return scene.changes().stream()
                .filter(change -> change.service().equals(service) && !change.at().isBefore(from)
                        && !change.at().isAfter(to))
                .max(Comparator.comparing(Change::at));
    }

    private String said(Change change) {
        long before = Duration.between(change.at(), onset()).toMinutes();
        return "%s%s %s".formatted(change.kind().name().toLowerCase(Locale.ROOT),
                change.ref().isEmpty() ? "" : " " + change.ref(),
                before > 0 ? before + " min before" : "at that time");
    }
}
