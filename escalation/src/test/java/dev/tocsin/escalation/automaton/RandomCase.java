package dev.tocsin.escalation.automaton;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.rule.Anchor;
import dev.tocsin.escalation.rule.AtLeast;
import dev.tocsin.escalation.rule.EscalationRule;
import dev.tocsin.escalation.rule.Rearm;
import dev.tocsin.escalation.rule.Resolve;
import dev.tocsin.escalation.rule.Sequence;
import dev.tocsin.escalation.rule.SignalStep;
import dev.tocsin.escalation.rule.Step;

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
            steps.add(randomStep(i, within == null, tier, random));
        }
        String unless = switch (random.nextInt(4)) {
            case 0 -> "E";
            case 1 -> "quiet";
            default -> null;
        };
        boolean usesE = steps.stream().anyMatch(step -> step.signals().contains("E"));
        Resolve resolve = new Resolve(!usesE && random.nextInt(4) == 0 ? "E" : "quiet", minutes(random.nextInt(6)),
                minutes(5 + random.nextInt(30)));
        return new EscalationRule(name, size == 1 && random.nextBoolean() ? steps.getFirst() : new Sequence(steps),
                within, unless, random.nextBoolean() ? Anchor.FIRST : Anchor.LATEST, random.nextBoolean(), resolve,
                Rearm.RESOLVE);
    }

    private static Step randomStep(int position, boolean needsBound, Tier tier, RandomGenerator random) {
        Duration bound = needsBound || random.nextBoolean() ? minutes(1 + random.nextInt(6)) : null;
        if (random.nextInt(3) > 0) {
            String signal = ALL_SIGNALS.get(random.nextInt(ALL_SIGNALS.size()));
            return new SignalStep(signal, position == 0 ? null : bound, tier);
        }
        List<String> members = new ArrayList<>(ALL_SIGNALS);
        while (members.size() > 2 + random.nextInt(3)) {
            members.remove(random.nextInt(members.size()));
        }
        int needed = 1 + random.nextInt(members.size());
        AtLeast several = AtLeast.of(needed, members).tier(tier);
        return bound == null || position == 0 && needed == 1 ? several : several.within(bound);
    }

    private static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }
}
