package dev.tocsin.escalation.automaton;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.rule.Anchor;
import dev.tocsin.escalation.rule.AtLeast;
import dev.tocsin.escalation.rule.EscalationRule;
import dev.tocsin.escalation.rule.Step;

/**
 * One rule matched the slow way, to be compared with: a thread is nothing but the marks it has collected, everything
 * else is worked out from them each time, and time goes by tick by tick. A tick is half a minute.
 */
final class NaiveReference {

    static final int SECONDS_PER_TICK = 30;

    /** What one occurrence shows. */
    record Scene(int tick, boolean window, boolean unknown, boolean calm, Set<String> signals) {}

    record Mark(int step, String signal, int tick) {}

    private static final class Strand {
        List<Mark> marks = new ArrayList<>();
        boolean told;
    }

    private static final class Case {
        Tier tier = Tier.NONE;
        boolean whole;
        int evidence;
        @Nullable
        Integer clearing;
    }

    private final EscalationRule rule;
    private final List<Step> steps;
    private final List<String> story = new ArrayList<>();
    private final List<Strand> strands = new ArrayList<>();
    private @Nullable Case open;
    private int now = Integer.MIN_VALUE;

    NaiveReference(EscalationRule rule) {
        this.rule = rule;
        steps = rule.match().steps();
    }

    static List<String> story(EscalationRule rule, List<Scene> scenes) {
        NaiveReference reference = new NaiveReference(rule);
        scenes.forEach(reference::see);
        return reference.story;
    }

    private void see(Scene scene) {
        if (now == Integer.MIN_VALUE) {
            now = scene.tick();
        }
        for (; now < scene.tick(); now++) {
            lapse(now, now + 1);
        }
        boolean climbed = (open == null || !open.whole) && match(scene);
        if (open != null) {
            judge(scene, climbed);
        }
    }

    /** Everything whose last tick was {@code last} is over at {@code next}. */
    private void lapse(int last, int next) {
        for (Strand strand : strands.stream().sorted(Comparator.comparingInt(this::done)).toList()) {
            if (!Objects.equals(lastTick(strand), last)) {
                continue;
            }
            if (done(strand) == 0) {
                slide(strand, next);
                continue;
            }
            strands.remove(strand);
            boolean near = done(strand) >= steps.size() - 1;
            if (near || strand.told && open != null) {
                tell(last, near ? "near_miss" : "expired", open == null ? Tier.NONE : open.tier, strand.marks);
            }
        }
        if (open != null && open.evidence + ticks(rule.resolve().timeout().toSeconds()) == last) {
            tell(last, "resolved", open.tier, null);
            open = null;
        }
    }

    /** A first step of several signals loses the marks that no bound holds any more. */
    private void slide(Strand strand, int next) {
        while (!strand.marks.isEmpty() && Optional.ofNullable(lastTick(strand)).orElse(next) < next) {
            int oldest = anchor(strand);
            strand.marks.removeIf(mark -> mark.tick() == oldest);
        }
        if (strand.marks.isEmpty()) {
            strands.remove(strand);
        }
    }

    private boolean match(Scene scene) {
        boolean recovered = rule.unless() != null && holds(rule.unless(), scene);
        List<Strand> before = new ArrayList<>(strands);
        before.sort(Comparator.comparingInt(this::done).reversed());
        boolean gathering = before.stream().anyMatch(strand -> done(strand) == 0);
        List<Strand> killed = new ArrayList<>();
        strands.clear();
        Tier best = Tier.NONE;
        @Nullable
        Strand highest = null;
        boolean whole = false;
        if (!gathering) {
            before.add(new Strand());
        }
        for (Strand strand : before) {
            List<Mark> had = List.copyOf(strand.marks);
            Tier reached = walk(strand, scene);
            boolean moved = !had.equals(strand.marks);
            if (done(strand) == steps.size()) {
                best = best.or(reached);
                highest = strand;
                whole = true;
                strands.clear();
                break;
            }
            if (moved && reached.compareTo(best) > 0) {
                best = reached;
                highest = strand;
            }
            if (strand.marks.isEmpty()) {
                continue;
            }
            if (recovered && !moved) {
                killed.add(strand);
            } else {
                settle(strand);
            }
        }
        boolean climbed = highest != null && climb(scene.tick(), best, whole, highest);
        if (climbed && !whole) {
            int reached = done(highest);
            strands.stream().filter(strand -> done(strand) == reached).forEach(strand -> strand.told = true);
        }
        for (Strand strand : killed) {
            if (strand.told && open != null) {
                tell(scene.tick(), "expired", open.tier, strand.marks);
            }
        }
        return climbed;
    }

    private boolean climb(int tick, Tier tier, boolean whole, Strand strand) {
        if (open == null) {
            if (tier == Tier.NONE) {
                return false;
            }
            open = new Case();
            open.tier = tier;
            open.whole = whole;
            open.evidence = tick;
            tell(tick, "opened", tier, strand.marks);
            return true;
        }
        open.whole |= whole;
        if (tier.compareTo(open.tier) <= 0) {
            return false;
        }
        open.tier = tier;
        open.clearing = null;
        tell(tick, "escalated", tier, strand.marks);
        return true;
    }

    /** Through as many steps as the scene allows; the highest tier on the way. */
    private Tier walk(Strand strand, Scene scene) {
        Tier reached = Tier.NONE;
        while (done(strand) < steps.size()) {
            int at = done(strand);
            boolean later = at == 0 || scene.tick() > since(strand);
            if (!later && !rule.allowSameWindow()) {
                break;
            }
            for (String signal : steps.get(at).signals()) {
                boolean refresh = at == 0 && rule.anchor() == Anchor.LATEST;
                boolean marked = strand.marks.stream()
                        .anyMatch(mark -> mark.step() == at && mark.signal().equals(signal));
                if (scene.signals().contains(signal) && (!marked || refresh)) {
                    strand.marks.removeIf(mark -> mark.step() == at && mark.signal().equals(signal));
                    strand.marks.add(new Mark(at, signal, scene.tick()));
                }
            }
            if (done(strand) == at) {
                break;
            }
            reached = reached.or(steps.get(at).tier());
        }
        return reached;
    }

    private void settle(Strand strand) {
        Strand rival = strands.stream().filter(other -> done(other) == done(strand)).findFirst().orElse(null);
        if (rival == null) {
            strands.add(strand);
            return;
        }
        boolean wins = rule.anchor() == Anchor.FIRST
                ? anchor(strand) < anchor(rival)
                : anchor(strand) > anchor(rival);
        boolean told = rival.told || strand.told;
        if (wins) {
            strands.remove(rival);
            strands.add(strand);
        }
        (wins ? strand : rival).told = told;
    }

    private void judge(Scene scene, boolean climbed) {
        Case current = Objects.requireNonNull(open);
        if (evidence(scene)) {
            current.evidence = scene.tick();
            if (current.clearing != null && !climbed) {
                current.clearing = null;
                tell(scene.tick(), "reopened", current.tier, null);
            }
        } else if (scene.window()) {
            boolean over = holds(rule.resolve().when(), scene);
            if (over && current.clearing == null) {
                current.clearing = scene.tick();
                tell(scene.tick(), "clearing", current.tier, null);
            }
            if (over && scene.tick() - Objects.requireNonNull(current.clearing) >= ticks(
                    rule.resolve().hold().toSeconds())) {
                tell(scene.tick(), "resolved", current.tier, null);
                open = null;
            } else if (!over && current.clearing != null && scene.unknown()) {
                current.clearing += 2;
            } else if (!over && current.clearing != null) {
                current.clearing = null;
                tell(scene.tick(), "reopened", current.tier, null);
            }
        }
    }

    private boolean evidence(Scene scene) {
        return steps.stream().flatMap(step -> step.signals().stream()).anyMatch(scene.signals()::contains);
    }

    private boolean holds(String signal, Scene scene) {
        return signal.equals("quiet") ? scene.calm() && !evidence(scene) : scene.signals().contains(signal);
    }

    private int done(Strand strand) {
        int done = 0;
        while (done < steps.size() && seen(strand, done) >= needed(steps.get(done))) {
            done++;
        }
        return done;
    }

    private static long seen(Strand strand, int step) {
        Set<String> signals = new HashSet<>();
        strand.marks.stream().filter(mark -> mark.step() == step).forEach(mark -> signals.add(mark.signal()));
        return signals.size();
    }

    private static int needed(Step step) {
        return step instanceof AtLeast several ? several.atLeast() : 1;
    }

    private int anchor(Strand strand) {
        return strand.marks.stream().filter(mark -> mark.step() == 0).mapToInt(Mark::tick).min().orElseThrow();
    }

    private int since(Strand strand) {
        int done = done(strand);
        return done == 0
                ? anchor(strand)
                : strand.marks.stream().filter(mark -> mark.step() == done - 1).mapToInt(Mark::tick).max()
                        .orElseThrow();
    }

    private @Nullable Integer lastTick(Strand strand) {
        Integer hop = Optional.ofNullable(steps.get(done(strand)).within())
                .map(within -> since(strand) + ticks(within.toSeconds())).orElse(null);
        Integer whole = Optional.ofNullable(rule.within())
                .map(within -> anchor(strand) + ticks(within.toSeconds())).orElse(null);
        return Stream.of(Optional.ofNullable(hop), Optional.ofNullable(whole)).flatMap(Optional::stream)
                .min(Comparator.naturalOrder()).orElse(null);
    }

    private static int ticks(long seconds) {
        return (int) (seconds / SECONDS_PER_TICK);
    }

    private void tell(int tick, String transition, Tier tier, @Nullable List<Mark> marks) {
        String evidence = marks == null
                ? ""
                : " " + marks.stream().map(mark -> mark.signal() + "@" + mark.tick()).sorted().toList();
        story.add(rule.name() + " " + tick + " " + transition + " " + tier.name().toLowerCase(Locale.ROOT)
                + evidence);
    }
}
