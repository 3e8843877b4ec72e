package dev.tocsin.topology.derive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.tocsin.topology.derive.Input.Kind;

/**
 * The function from what an instance said to what its service's metrics are:
 *
 * <ul>
 * <li>a counter's growth per second is taken per series, over the time its points cover, and summed over instances;</li>
 * <li>histograms grow per series and are added up over instances before a quantile is taken;</li>
 * <li>a ratio is the sum of what is above the line by the sum of what is below;</li>
 * <li>a level is averaged over a series' points, then combined within the instance and over instances;</li>
 * <li>an instance that was there for a part of the window counts for that part.</li>
 * </ul>
 *
 * @param size of a window, milliseconds
 * @param grace how long after its end a window is kept, milliseconds of the service's own time
 */
public record Derivation(long size, long grace) {

    /** An input's share of a window that has to be worked out anew. */
    private record Touched(Input input, InputSeries series, WindowInput window) {}

    /**
     * Takes in what an instance said.
     *
     * @param service changed
     * @param instance changed
     * @param outcomes told a named reason for each observation that isn't simply taken
     * @return what its windows' metrics are now, per window
     */
    public List<Running> take(ServiceInputs service, InstanceSeries instance, MappedSample sample,
            Consumer<String> outcomes) {
        long newest = sample.newest();
        service.heard(newest, size, grace);
        instance.heard = Math.max(instance.heard, newest);
        boolean[] kept = kept(service, sample, newest, outcomes);
        Map<Long, Set<Touched>> touched = new LinkedHashMap<>();
        Map<Long, Long> times = new LinkedHashMap<>();
        int room = InstanceSeries.MOST_SERIES - instance.size();
        for (Observation observation : sample.observations()) {
            if (!kept[observation.input()]) {
                continue;
            }
            Input input = sample.inputs().get(observation.input());
            InputSeries series = series(instance, input);
            int before = series.size();
            long start = Math.floorDiv(observation.time(), size) * size;
            ServiceInputs.Open window = service.window(start, size, grace);
            WindowInput sum = window == null ? null : window(window, input);
            Outcome outcome = room <= 0 && !knows(series, observation)
                    ? Outcome.SERIES_LIMIT
                    : observe(series, observation, start, sum);
            room -= series.size() - before;
            if (outcome.contributes() && sum != null) {
                touched.computeIfAbsent(start, any -> new LinkedHashSet<>()).add(new Touched(input, series, sum));
                times.merge(start, observation.time(), Math::max);
            }
            tell(outcome.contributes() && sum == null ? Outcome.LATE : outcome, outcomes);
        }
        List<Running> running = new ArrayList<>(touched.size());
        touched.forEach((start, inputs) -> {
            Running now = running(times.getOrDefault(start, start), start, sample.instance(), inputs);
            if (!now.names().isEmpty()) {
                running.add(now);
            }
        });
        return running;
    }

    private static boolean[] kept(ServiceInputs service, MappedSample sample, long now, Consumer<String> outcomes) {
        boolean[] kept = new boolean[sample.inputs().size()];
        for (int i = 0; i < kept.length; i++) {
            Outcome outcome = service.selection.offer(sample.inputs().get(i), now);
            kept[i] = outcome == Outcome.TAKEN;
            tell(outcome, outcomes);
        }
        return kept;
    }

    private static InputSeries series(InstanceSeries instance, Input input) {
        InputSeries known = instance.inputs.get(input.name());
        if (known == null || known.kind != input.kind()) {
            known = new InputSeries(input.kind());
            instance.inputs.put(input.name(), known);
        }
        return known;
    }

    private static WindowInput window(ServiceInputs.Open window, Input input) {
        WindowInput known = window.inputs.get(input.name());
        if (known == null || !known.input().means(input)) {
            known = new WindowInput(input);
            window.inputs.put(input.name(), known);
        }
        return known;
    }

    private static boolean knows(InputSeries series, Observation observation) {
        return series.numbers.containsKey(key(observation)) || series.histograms.containsKey(key(observation))
                || series.bounds.containsKey(key(observation));
    }

    /** A point may be above the line of a ratio and below it. */
    private static long key(Observation observation) {
        return switch (observation) {
            case Observation.Level level -> level.series() + level.part().ordinal();
            case Observation.Count count -> count.series() + count.part().ordinal();
            default -> observation.series();
        };
    }

    private Outcome observe(InputSeries input, Observation observation, long window, @Nullable WindowInput sum) {
        Distribution into = sum == null ? new Distribution() : sum.distribution();
        return switch (observation) {
            case Observation.Level level -> input.numbers
                    .computeIfAbsent(key(level), any -> new NumberSeries(level.part(), false))
                    .level(level.time(), level.value(), window);
            case Observation.Count count -> grown(input.numbers.computeIfAbsent(key(count),
                    any -> new NumberSeries(count.part(), true)), count.time(), count.start(), count.delta(),
                    count.value(), window);
            case Observation.Buckets buckets -> input.histograms
                    .computeIfAbsent(buckets.series(), any -> new HistogramSeries())
                    .explicit(buckets, window, size, into);
            case Observation.Exponential buckets -> input.histograms
                    .computeIfAbsent(buckets.series(), any -> new HistogramSeries())
                    .exponential(buckets, window, size, into);
            case Observation.UpTo up -> upTo(input, up, window, into);
        };
    }

    private Outcome grown(NumberSeries series, long time, long start, boolean delta, double value, long window) {
        return delta
                ? series.delta(time, start, value, window)
                : series.cumulative(time, start, value, window, size);
    }

    private Outcome upTo(InputSeries input, Observation.UpTo up, long window, Distribution into) {
        NumberSeries series = input.bounds.computeIfAbsent(up.series(),
                any -> new NumberSeries(Input.Part.WHOLE, true));
        double before = series.window == window ? series.sum : 0;
        Outcome outcome = grown(series, up.time(), up.start(), up.delta(), up.value(), window);
        if (outcome.contributes()) {
            into.addUpTo(up.bound(), series.sum - before);
        }
        return outcome;
    }

    private Running running(long time, long start, String instance, Set<Touched> touched) {
        List<String> names = new ArrayList<>();
        double[] values = new double[touched.stream().mapToInt(one -> one.input.width()).sum()];
        int length = 0;
        for (Touched one : touched) {
            if (one.input.kind() != Kind.QUANTILES) {
                one.window.put(instance, one.series.share(one.input, start, size));
            }
            List<String> outputs = one.input.outputs();
            double[] said = one.window.values();
            for (int i = 0; i < said.length; i++) {
                if (Double.isFinite(said[i])) {
                    names.add(outputs.get(i));
                    values[length++] = said[i];
                }
            }
        }
        return new Running(time, List.copyOf(names), Arrays.copyOf(values, length));
    }

    private static void tell(Outcome outcome, Consumer<String> outcomes) {
        if (outcome != Outcome.TAKEN && outcome != Outcome.FIRST) {
            outcomes.accept(outcome.name().toLowerCase(Locale.ROOT));
        }
    }
}
