package dev.tocsin.escalation.automaton;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.rule.Absent;
import dev.tocsin.escalation.rule.Anchor;
import dev.tocsin.escalation.rule.AtLeast;
import dev.tocsin.escalation.rule.Contiguity;
import dev.tocsin.escalation.rule.EscalationRule;
import dev.tocsin.escalation.rule.OnUpdate;
import dev.tocsin.escalation.rule.Rearm;
import dev.tocsin.escalation.rule.Resolve;
import dev.tocsin.escalation.rule.Sequence;
import dev.tocsin.escalation.rule.SignalStep;
import dev.tocsin.escalation.rule.Step;
import dev.tocsin.escalation.rule.Terms;

/** Up to three random rules and eighty minutes of one service, from a seed. */
record RandomCase(long seed, List<EscalationRule> rules, List<NaiveReference.Scene> scenes) {

    private static final List<String> WINDOW_SIGNALS = List.of("A", "B", "C", "D", "E");

    private static final List<String> ALL_SIGNALS = List.of("A", "B", "C", "D", "E", "restarted");

    static RandomCase of(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        List<EscalationRule> rules = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            rules.add(randomRule("rule-" + i, random));
        }
        return new RandomCase(seed, rules, randomScenes(random));
    }

    @Override
    public String toString() {
        return "-Dtocsin.seed=" + seed + " " + rules + "\n"
                + String.join("\n", scenes.stream().map(NaiveReference.Scene::toString).toList());
    }

    private static List<NaiveReference.Scene> randomScenes(RandomGenerator random) {
        List<NaiveReference.Scene> scenes = new ArrayList<>();
        double busy = random.nextDouble(0.02, 0.5);
        double calm = random.nextDouble(0.3, 1);
        for (int tick = 2; tick < 160; tick += 2) {
            if (random.nextDouble() < 0.05) {
                scenes.add(new NaiveReference.Scene(tick - 1, false, false, false, Set.of("restarted")));
            }
            if (random.nextDouble() < 0.1) {
                continue;
            }
            boolean unknown = random.nextDouble() < 0.07;
            Set<String> signals = new HashSet<>();
            WINDOW_SIGNALS.stream().filter(signal -> random.nextDouble() < busy).forEach(signals::add);
            scenes.add(new NaiveReference.Scene(tick, true, unknown, !unknown && random.nextDouble() < calm,
                    Set.copyOf(signals)));
        }
        return scenes;
    }

    private static EscalationRule randomRule(String name, RandomGenerator random) {
        int size = 1 + random.nextInt(4);
        Duration within = random.nextInt(3) > 0 ? minutes(1 + random.nextInt(15)) : null;
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Tier tier = Tier.values()[i == size - 1 ? 1 + random.nextInt(3) : random.nextInt(4)];
            steps.add(randomStep(i, within, tier, random));
        }
        String unless = switch (random.nextInt(4)) {
            case 0 -> "E";
            case 1 -> "quiet";
            default -> null;
        };
        boolean usesE = steps.stream().anyMatch(step -> step.signals().contains("E"));
        Resolve resolve = new Resolve(!usesE && random.nextInt(4) == 0 ? "E" : "quiet", minutes(random.nextInt(6)),
                minutes(5 + random.nextInt(30)), 1 + random.nextInt(5));
        Rearm rearm = switch (random.nextInt(4)) {
            case 0 -> Rearm.ANCHOR;
            case 1 -> new Rearm.After(minutes(1 + random.nextInt(20)));
            default -> Rearm.RESOLVE;
        };
        return new EscalationRule(name, size == 1 && random.nextBoolean() ? steps.getFirst() : new Sequence(steps),
                within, unless, random.nextBoolean() ? Anchor.FIRST : Anchor.LATEST, random.nextBoolean(), resolve,
                rearm, random.nextInt(8) == 0 ? Contiguity.STRICT : Contiguity.NEXT, OnUpdate.DRAIN, null);
    }

    private static Step randomStep(int position, @Nullable Duration within, Tier tier, RandomGenerator random) {
        Duration bound = within == null || random.nextBoolean() ? minutes(1 + random.nextInt(6)) : null;
        if (position > 0 && random.nextInt(6) == 0) {
            Duration lasting = minutes(1 + random.nextInt(6));
            return new Absent(ALL_SIGNALS.get(random.nextInt(ALL_SIGNALS.size())),
                    within != null && lasting.compareTo(within) > 0 ? within : lasting,
                    Absent.OnNoData.values()[random.nextInt(3)], tier);
        }
        Terms terms = random.nextInt(8) == 0 ? Terms.NONE.contiguity(Contiguity.STRICT) : Terms.NONE;
        switch (random.nextInt(6)) {
            case 0 -> {
                return new SignalStep(ALL_SIGNALS.get(random.nextInt(ALL_SIGNALS.size())), bound, tier,
                        terms.times(2 + random.nextInt(3)));
            }
            case 1 -> {
                Duration hop = position == 0 || random.nextBoolean() ? null : bound;
                return new SignalStep(WINDOW_SIGNALS.get(random.nextInt(WINDOW_SIGNALS.size())), hop, tier,
                        terms.lasting(minutes(1 + random.nextInt(4))));
            }
            case 2, 3, 4 -> {
                return new SignalStep(ALL_SIGNALS.get(random.nextInt(ALL_SIGNALS.size())),
                        position == 0 ? null : bound, tier, terms);
            }
            default -> {
                return randomSet(position, bound, tier, terms, random);
            }
        }
    }

    private static Step randomSet(int position, @Nullable Duration bound, Tier tier, Terms terms,
            RandomGenerator random) {
        List<String> members = new ArrayList<>(ALL_SIGNALS);
        while (members.size() > 2 + random.nextInt(3)) {
            members.remove(random.nextInt(members.size()));
        }
        int needed = 1 + random.nextInt(members.size());
        AtLeast several = AtLeast.of(needed, members).tier(tier).terms(terms);
        return bound == null || position == 0 && needed == 1 ? several : several.within(bound);
    }

    private static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }
}
