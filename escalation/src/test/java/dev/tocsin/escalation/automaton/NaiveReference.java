package dev.tocsin.escalation.automaton;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.rule.Absent;
import dev.tocsin.escalation.rule.Anchor;
import dev.tocsin.escalation.rule.AtLeast;
import dev.tocsin.escalation.rule.Contiguity;
import dev.tocsin.escalation.rule.EscalationRule;
import dev.tocsin.escalation.rule.Rearm;
import dev.tocsin.escalation.rule.Step;
import dev.tocsin.escalation.rule.Terms;

/**
 * One rule matched the slow way, to be compared with: a thread is nothing but the marks it has collected, everything
 * else is worked out from them each time, and time goes by tick by tick. A tick is half a minute.
 */
final class NaiveReference {

    static final int SECONDS_PER_TICK = 30;

    /** What one occurrence shows. */
    record Scene(int tick, boolean window, boolean unknown, boolean calm, Set<String> signals) {

        boolean noData() {
            return window && unknown && signals.isEmpty();
        }
    }

    record Mark(int step, String signal, int tick) {}

    private static final class Strand {
        List<Mark> marks = new ArrayList<>();
        boolean told;
        int paused;
    }

    private static final class Case {
        Tier tier = Tier.NONE;
        boolean whole;
        int evidence;
        @Nullable
        Integer clearing;
        int flaps;
    }

    private final EscalationRule rule;
    private final List<Step> steps;
    private final List<String> story = new ArrayList<>();
    private final List<Strand> strands = new ArrayList<>();
    private @Nullable Case open;
    private int now = Integer.MIN_VALUE;
    /** May match: null; not before a tick; or not before a calm window, which is -1. */
    private @Nullable Integer disarmed;

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
        if (disarmed != null && (disarmed >= 0 ? scene.tick() >= disarmed : scene.calm() && !evidence(scene))) {
            disarmed = null;
        }
        boolean armed = rule.rearm() == Rearm.RESOLVE ? open == null || !open.whole : disarmed == null;
        boolean climbed = armed && match(scene);
        if (open != null) {
            judge(scene, climbed);
        }
    }

    /** Everything whose last tick was {@code last} is over at {@code next}. */
    private void lapse(int last, int next) {
        Optional<Strand> due = due(last);
        while (due.isPresent()) {
            Strand strand = due.get();
            if (fulfilled(strand, last)) {
                fulfil(strand, (Absent) steps.get(done(strand)), last);
            } else if (done(strand) == 0) {
                slide(strand, next);
            } else {
                strands.remove(strand);
                ended(strand, last, true);
            }
            due = due(last);
        }
        if (open != null && open.evidence + ticks(rule.resolve().timeout().toSeconds()) == last) {
            tell(last, "resolved", open.tier, null);
            open = null;
        }
    }

    private Optional<Strand> due(int last) {
        return strands.stream().sorted(Comparator.comparingInt(this::done))
                .filter(strand -> fulfilled(strand, last) || Objects.equals(lastTick(strand), last)).findFirst();
    }

    private boolean fulfilled(Strand strand, int last) {
        return steps.get(done(strand)) instanceof Absent absent
                && since(strand) + strand.paused + ticks(absent.lasting().toSeconds()) == last;
    }

    private void fulfil(Strand strand, Absent absent, int last) {
        strand.marks.add(new Mark(done(strand), "absent " + absent.signal(), last));
        strand.paused = 0;
        boolean whole = done(strand) == steps.size();
        strands.remove(strand);
        if (whole) {
            strands.clear();
        }
        boolean climbed = climb(last, absent.tier(), whole, strand);
        if (!whole) {
            strand.told |= climbed;
            settle(strand);
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
        Map<Strand, Boolean> ended = new LinkedHashMap<>();
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
            int since = had.isEmpty() ? scene.tick() : since(strand);
            Tier reached = walk(strand, scene);
            boolean moved = !had.containsAll(strand.marks);
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
            if (had.isEmpty() && strand.marks.isEmpty()) {
                continue;
            }
            if (recovered && !moved || !moved && seenWhatMustStayAway(strand, scene)) {
                ended.put(strand, false);
            } else if (!moved && misses(strand, since, scene)) {
                ended.put(strand, true);
            } else if (!strand.marks.isEmpty()) {
                settle(strand);
            }
        }
        boolean climbed = highest != null && climb(scene.tick(), best, whole, highest);
        if (climbed && !whole) {
            int reached = done(highest);
            strands.stream().filter(strand -> done(strand) == reached).forEach(strand -> strand.told = true);
        }
        ended.forEach((strand, missed) -> ended(strand, scene.tick(), missed));
        return climbed;
    }

    private void ended(Strand strand, int tick, boolean missed) {
        boolean near = missed && done(strand) > 0 && done(strand) >= steps.size() - 1;
        if (near || strand.told && open != null) {
            tell(tick, near ? "near_miss" : "expired", open == null ? Tier.NONE : open.tier, strand.marks);
        }
    }

    private boolean seenWhatMustStayAway(Strand strand, Scene scene) {
        return !strand.marks.isEmpty() && steps.get(done(strand)) instanceof Absent absent
                && scene.tick() > since(strand) + strand.paused && scene.signals().contains(absent.signal());
    }

    /** Whether this very scene ends the strand: it had to qualify, or the silence it had to speak in counts as its end. */
    private boolean misses(Strand strand, int since, Scene scene) {
        if (strand.marks.isEmpty()) {
            return false;
        }
        Step step = steps.get(done(strand));
        boolean later = scene.tick() > since + strand.paused;
        if (step instanceof Absent absent) {
            if (later && scene.noData() && absent.onNoData() == Absent.OnNoData.HOLD) {
                strand.paused += Math.min(2, scene.tick() - since - strand.paused);
            }
            return later && scene.noData() && absent.onNoData() == Absent.OnNoData.KILL;
        }
        boolean strict = step.terms().contiguity() == Contiguity.STRICT || rule.contiguity() == Contiguity.STRICT;
        boolean mustLast = step.terms().lasting() != null && step.within() == null && rule.within() == null
                && done(strand) > 0;
        return (strict || mustLast) && scene.window() && later;
    }

    private boolean climb(int tick, Tier tier, boolean whole, Strand strand) {
        if (whole) {
            disarmed = switch (rule.rearm()) {
                case Rearm.OnResolve _ -> null;
                case Rearm.OnAnchor _ -> -1;
                case Rearm.After after -> tick + ticks(after.pause().toSeconds());
            };
        }
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
        open.evidence = tick;
        open.flaps += open.clearing == null ? 0 : 1;
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
            mark(strand, at, scene);
            if (done(strand) == at) {
                break;
            }
            reached = reached.or(steps.get(at).tier());
        }
        return reached;
    }

    private void mark(Strand strand, int at, Scene scene) {
        Step step = steps.get(at);
        Optional<String> shown = step.signals().stream().filter(scene.signals()::contains).findFirst();
        if (step instanceof Absent) {
            return;
        }
        if (step.terms().count() > 1) {
            shown.ifPresent(signal -> count(strand, at, signal, scene.tick()));
        } else if (step.terms().lasting() != null) {
            if (scene.window() && shown.isEmpty()) {
                strand.marks.removeIf(mark -> mark.step() == at);
            } else if (scene.window()) {
                strand.marks.add(new Mark(at, shown.orElseThrow(), scene.tick()));
            }
        } else {
            gather(strand, at, scene);
        }
    }

    /** What is too old to share a match with this one doesn't count. */
    private void count(Strand strand, int at, String signal, int tick) {
        Optional<Duration> span = Stream.of(Optional.ofNullable(steps.get(at).within()),
                at == 0 ? Optional.ofNullable(rule.within()) : Optional.<Duration>empty()).flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
        span.ifPresent(bound -> strand.marks
                .removeIf(mark -> mark.step() == at && mark.tick() < tick - ticks(bound.toSeconds())));
        strand.marks.add(new Mark(at, signal, tick));
    }

    private void gather(Strand strand, int at, Scene scene) {
        for (String signal : steps.get(at).signals()) {
            boolean refresh = at == 0 && rule.anchor() == Anchor.LATEST;
            boolean marked = strand.marks.stream().anyMatch(mark -> mark.step() == at && mark.signal().equals(signal));
            if (scene.signals().contains(signal) && (!marked || refresh)) {
                strand.marks.removeIf(mark -> mark.step() == at && mark.signal().equals(signal));
                strand.marks.add(new Mark(at, signal, scene.tick()));
            }
        }
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
                reopen(current, scene);
            }
        } else if (scene.window()) {
            boolean over = holds(rule.resolve().when(), scene);
            if (over && current.clearing == null) {
                current.clearing = scene.tick();
                tell(scene.tick(), current.flaps >= rule.resolve().flapLimit() ? "suppressed" : "clearing",
                        current.tier, null);
            }
            if (over && scene.tick() - Objects.requireNonNull(current.clearing) >= ticks(
                    rule.resolve().hold().toSeconds())) {
                tell(scene.tick(), "resolved", current.tier, null);
                open = null;
            } else if (!over && current.clearing != null && scene.unknown()) {
                current.clearing += 2;
            } else if (!over && current.clearing != null) {
                reopen(current, scene);
            }
        }
    }

    private void reopen(Case current, Scene scene) {
        current.clearing = null;
        current.flaps++;
        tell(scene.tick(), current.flaps > rule.resolve().flapLimit() ? "suppressed" : "reopened", current.tier, null);
    }

    private boolean evidence(Scene scene) {
        return steps.stream().filter(step -> !(step instanceof Absent)).flatMap(step -> step.signals().stream())
                .anyMatch(scene.signals()::contains);
    }

    private boolean holds(String signal, Scene scene) {
        return signal.equals("quiet") ? scene.calm() && !evidence(scene) : scene.signals().contains(signal);
    }

    private int done(Strand strand) {
        int done = 0;
        while (done < steps.size() && enough(strand, done)) {
            done++;
        }
        return done;
    }

    private boolean enough(Strand strand, int step) {
        Terms terms = steps.get(step).terms();
        List<Integer> ticks = strand.marks.stream().filter(mark -> mark.step() == step).map(Mark::tick).toList();
        if (terms.count() > 1) {
            return ticks.size() >= terms.count() && firstInTime(strand, step, ticks.getFirst());
        }
        if (terms.lasting() != null) {
            return !ticks.isEmpty() && ticks.getLast() - (ticks.getFirst() - 2) >= ticks(terms.lasting().toSeconds());
        }
        return seen(strand, step) >= needed(steps.get(step));
    }

    /** After a step, the first occurrence that counts must itself come within the bound. */
    private boolean firstInTime(Strand strand, int step, int first) {
        Duration within = steps.get(step).within();
        return step == 0 || within == null || first <= end(strand, step - 1) + ticks(within.toSeconds());
    }

    private static int end(Strand strand, int step) {
        return strand.marks.stream().filter(mark -> mark.step() == step).mapToInt(Mark::tick).max().orElseThrow();
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
        int done = done(strand);
        Duration within = steps.get(done).within();
        Integer hop = within == null
                ? null
                : steps.get(done).terms().count() > 1
                        ? lastCount(strand, done, ticks(within.toSeconds()))
                        : Integer.valueOf(since(strand) + ticks(within.toSeconds()));
        Integer whole = Optional.ofNullable(rule.within())
                .map(bound -> anchor(strand) + ticks(bound.toSeconds())).orElse(null);
        return Stream.of(Optional.ofNullable(hop), Optional.ofNullable(whole)).flatMap(Optional::stream)
                .min(Comparator.naturalOrder()).orElse(null);
    }

    /** The last tick at which some occurrence so far, or one still to come in time, could be the first of enough. */
    private int lastCount(Strand strand, int step, int within) {
        IntStream firsts = strand.marks.stream().filter(mark -> mark.step() == step).mapToInt(Mark::tick);
        if (step == 0) {
            return firsts.min().orElseThrow() + within;
        }
        int latestFirst = since(strand) + within;
        return Math.max(latestFirst, firsts.filter(first -> first <= latestFirst).max().orElse(0) + within);
    }

    private static int ticks(long seconds) {
        return (int) (seconds / SECONDS_PER_TICK);
    }

    private void tell(int tick, String transition, Tier tier, @Nullable List<Mark> marks) {
        String evidence = marks == null
                ? ""
                : " " + marks.stream().filter(mark -> shown(mark, marks))
                        .map(mark -> mark.signal() + "@" + mark.tick()).sorted().toList();
        story.add(rule.name() + " " + tick + " " + transition + " " + tier.name().toLowerCase(Locale.ROOT)
                + evidence);
    }

    /** What is counted, or lasts, is told by its last mark, and only when there are enough. */
    private boolean shown(Mark mark, List<Mark> marks) {
        Step step = steps.get(mark.step());
        if (step.terms().count() == 1 && step.terms().lasting() == null) {
            return true;
        }
        Strand strand = new Strand();
        strand.marks = marks;
        return mark.step() < done(strand) && marks.stream().filter(other -> other.step() == mark.step())
                .noneMatch(other -> other.tick() > mark.tick());
    }
}
