package dev.tocsin.topology.derive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tocsin.topology.derive.Input.Kind;
import dev.tocsin.topology.derive.Input.Part;

import static dev.tocsin.topology.derive.Fed.ERRORS;
import static dev.tocsin.topology.derive.Fed.LATENCY;
import static dev.tocsin.topology.derive.Fed.REQUESTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class DerivationTest {

    private final Fed fed = new Fed();

    @Test
    void ratesAreSummedOverInstances() {
        for (long second = 600; second <= 675; second += 15) {
            fed.counter("a", second, second * 10);
            fed.counter("b", second, second * 5);
        }

        assertThat(fed.value(10, "requests_per_second")).isEqualTo(15);
        assertThat(fed.outcomes).isEmpty();
    }

    @Test
    void seriesOfAnInstanceAreSummedToo() {
        for (long second = 600; second <= 660; second += 15) {
            fed.say("a", List.of(REQUESTS), Fed.count(1, second, 0, second * 10.0),
                    Fed.count(2, second, 0, second * 2.0));
        }

        assertThat(fed.value(10, "requests_per_second")).isEqualTo(12);
    }

    @ParameterizedTest
    @ValueSource(longs = {14, 15, 16})
    void aScrapeThatFallsBesideTheWindowsEndChangesNothing(long step) {
        for (long second = 600; second <= 730; second += step) {
            fed.counter("a", second, second * 10);
        }

        assertThat(fed.value(11, "requests_per_second")).isCloseTo(10, within(1e-9));
    }

    @Test
    void aCounterThatFallsHasBegunAnew() {
        fed.counter("a", 600, 1_000);
        fed.counter("a", 615, 1_150);
        fed.counter("a", 630, 150);
        fed.counter("a", 645, 300);

        assertThat(fed.value(10, "requests_per_second")).isEqualTo(10);
        assertThat(fed.outcomes).containsExactly("counter_reset");
    }

    @Test
    void aCounterWhoseStartMovesHasBegunAnewThoughItIsHigher() {
        fed.counter("a", 600, 10, 100);
        fed.counter("a", 615, 10, 250);
        fed.counter("a", 630, 616, 300);
        fed.counter("a", 645, 616, 450);

        assertThat(fed.value(10, "requests_per_second")).isCloseTo((150 + 300 + 150) / 45.0, within(1e-9));
        assertThat(fed.outcomes).containsExactly("counter_reset");
    }

    @Test
    void aCounterThatWasJustBornCountsFromItsStart() {
        fed.counter("a", 630, 615, 150);
        fed.counter("b", 630, 10, 1_000_000);

        assertThat(fed.value(10, "requests_per_second")).isEqualTo(150 / 15.0 * 0.5);
    }

    @Test
    void deltasAreGrowth() {
        for (long second = 615; second <= 645; second += 15) {
            fed.say("a", List.of(REQUESTS), new Observation.Count(0, Part.WHOLE, 1, second * 1_000,
                    (second - 15) * 1_000, true, 150));
        }

        assertThat(fed.value(10, "requests_per_second")).isEqualTo(10);
    }

    @Test
    void anInstanceThatVanishesCountsForTheTimeItWasThere() {
        for (long second = 600; second <= 660; second += 15) {
            fed.counter("stays", second, second * 10);
            if (second <= 630) {
                fed.counter("vanishes", second, second * 10);
            }
        }
        for (long second = 660; second <= 720; second += 15) {
            fed.counter("stays", second, second * 10);
        }

        assertThat(fed.value(10, "requests_per_second")).isBetween(15.0, 18.0);
        assertThat(fed.value(11, "requests_per_second")).isEqualTo(10);
    }

    @Test
    void twoProducersWithOneNameAreNamed() {
        fed.counter("same", 600, 10, 1_000);
        fed.counter("same", 600, 20, 7);
        fed.counter("same", 601, 20, 8);
        fed.counter("same", 615, 10, 1_150);
        fed.counter("same", 616, 20, 23);

        assertThat(fed.outcomes).containsExactly("duplicate_point", "counter_reset", "older_start");
        assertThat(fed.value(10, "requests_per_second")).isPositive();
    }

    @Test
    void whatIsOutOfOrderOrLateIsNamed() {
        fed.counter("a", 600, 10);
        fed.counter("a", 615, 20);
        fed.counter("a", 610, 15);
        fed.counter("late", 540, 10);
        fed.counter("ahead", 800, 10);
        fed.counter("late", 601, 20);

        assertThat(fed.outcomes).containsExactly("out_of_order", "late");
    }

    @Test
    void aRatioIsSumOverSumNotAMeanOfRatios() {
        for (long second = 600; second <= 645; second += 15) {
            double grown = second - 600;
            ratio("busy", second, grown, grown * 100);
            ratio("idle", second, grown, grown);
        }

        assertThat(fed.value(10, "error_ratio")).isCloseTo(2.0 / 101, within(1e-9));
    }

    @Test
    void aRatioWithoutAnythingAboveTheLineIsZeroAndWithoutAnythingBelowItIsNothing() {
        for (long second = 600; second <= 630; second += 15) {
            fed.say("a", List.of(ERRORS), new Observation.Count(0, Part.TO, 1, second * 1_000, 0, false, second));
        }
        for (long second = 660; second <= 690; second += 15) {
            fed.say("a", List.of(ERRORS), new Observation.Count(0, Part.TO, 1, second * 1_000, 0, false, 700));
        }

        assertThat(fed.value(10, "error_ratio")).isZero();
        assertThat(fed.value(11, "error_ratio")).isNotNegative();
    }

    @Test
    void aRatioOfLevelsWithoutAnythingAboveTheLineIsNoValue() {
        Input heap = Input.of("heap_utilization", 0, 1, Input.Kind.RATIO, Combine.MEAN, Combine.MEAN);

        fed.say("a", List.of(heap), new Observation.Level(0, Input.Part.TO, 7, 15_000, 5e8));
        fed.say("a", List.of(heap), new Observation.Level(0, Input.Part.OF, 80, 75_000, 2e8),
                new Observation.Level(0, Input.Part.TO, 7, 75_000, 5e8));

        assertThat(fed.value(0, "heap_utilization")).isNull();
        assertThat(fed.value(1, "heap_utilization")).isCloseTo(0.4, within(1e-9));
    }

    @Test
    void levelsAreCombinedWithinAnInstanceAndOverInstances() {
        Input heap = Input.of("heap_bytes", 3, 1, Kind.LEVEL, Combine.SUM, Combine.MAX);
        for (long second = 600; second <= 645; second += 15) {
            fed.level("a", heap, 1, second, 10);
            fed.level("a", heap, 2, second, 20);
            fed.level("b", heap, 1, second, 25);
        }

        assertThat(fed.value(10, "heap_bytes")).isEqualTo(30);
    }

    @Test
    void histogramsAreAddedUpOverInstancesBeforeTheQuantile() {
        double[] bounds = {0.1, 0.2, 0.4, 0.8};
        buckets("fast", 600, bounds, 0, 0, 0, 0, 0);
        buckets("slow", 600, bounds, 0, 0, 0, 0, 0);
        buckets("fast", 615, bounds, 900, 0, 0, 0, 0);
        buckets("slow", 615, bounds, 0, 0, 0, 100, 0);

        assertThat(fed.value(10, "latency_seconds_p50")).isCloseTo(0.1 * 500 / 900, within(1e-9));
        assertThat(fed.value(10, "latency_seconds_p99")).isCloseTo(0.4 + 0.4 * 0.9, within(1e-9));
    }

    @Test
    void aHistogramThatBeginsAnewIsCountedFromItsBeginning() {
        double[] bounds = {1, 2};
        buckets("a", 600, bounds, 100, 100, 100);
        buckets("a", 615, bounds, 10, 0, 0);

        assertThat(fed.value(10, "latency_seconds_p50")).isEqualTo(0.5);
        assertThat(fed.outcomes).containsExactly("counter_reset");
    }

    @Test
    void otherBucketsCountFromTheirNextPoint() {
        buckets("a", 600, new double[]{1, 2}, 100, 100, 100);
        buckets("a", 615, new double[]{1, 3}, 200, 200, 200);
        buckets("a", 630, new double[]{1, 3}, 210, 200, 200);

        assertThat(fed.value(10, "latency_seconds_p50")).isEqualTo(0.5);
        assertThat(fed.outcomes).containsExactly("buckets_changed");
    }

    @Test
    void bucketsOfPrometheusAreReadAsQuantiles() {
        for (long second : new long[]{600, 615}) {
            double grown = second - 600;
            upTo("a", second, 0.1, grown * 10);
            upTo("a", second, 0.5, grown * 19);
            upTo("a", second, Double.POSITIVE_INFINITY, grown * 20);
        }

        assertThat(fed.value(10, "latency_seconds_p50")).isCloseTo(0.1, within(1e-9));
        assertThat(fed.value(10, "latency_seconds_p99")).isEqualTo(0.5);
    }

    /** Quantiles of explicit and exponential histograms stay within a bucket of the truth, however they are split. */
    @Test
    void quantilesAreNearTheTruthHoweverTheObservationsAreSpread() {
        long seed = new Random().nextLong();
        RandomGenerator random = new Random(seed);
        int scale = 3;
        double growth = Math.pow(2, Math.pow(2, -scale));
        List<Double> all = new ArrayList<>();
        for (int instance = 0; instance < 5; instance++) {
            long[] counts = new long[200];
            for (int i = 0; i < 400; i++) {
                double value = Math.exp(random.nextGaussian() - 2);
                all.add(value);
                counts[(int) Math.ceil(Math.log(value) / Math.log(growth)) - 1 + 150]++;
            }
            exponential("i" + instance, 600, scale, -150, new long[200]);
            exponential("i" + instance, 615, scale, -150, counts);
        }
        double[] sorted = all.stream().mapToDouble(Double::doubleValue).sorted().toArray();

        assertThat(fed.value(10, "latency_seconds_p50")).as("seed %d", seed)
                .isBetween(sorted[999] / growth, sorted[999] * growth);
        assertThat(fed.value(10, "latency_seconds_p99")).as("seed %d", seed)
                .isBetween(sorted[1979] / growth, sorted[1979] * growth);
    }

    @Test
    void exponentialHistogramsOfDifferentScalesAreMet() {
        exponential("fine", 600, 2, 0, new long[]{0, 0, 0, 0});
        exponential("coarse", 600, 0, 0, new long[]{0});
        exponential("fine", 615, 2, 0, new long[]{25, 25, 25, 25});
        exponential("coarse", 615, 0, 0, new long[]{100});

        assertThat(fed.value(10, "latency_seconds_p50")).isCloseTo(Math.sqrt(2), within(1e-9));
    }

    @Test
    void ofTooManyMetricsTheMostUsefulAreKept() {
        for (int i = 59; i >= 0; i--) {
            fed.level("a", Input.of("m" + i, i, 1, Kind.LEVEL, Combine.MEAN, Combine.MEAN), 1, 600, 1);
        }
        fed.outcomes.clear();
        for (int i = 0; i < 60; i++) {
            fed.level("a", Input.of("m" + i, i, 1, Kind.LEVEL, Combine.MEAN, Combine.MEAN), 1, 615, 1);
        }

        assertThat(fed.outcomes).hasSize(20).containsOnly("metric_limit");
        assertThat(fed.service.metrics()).isEqualTo(40);
    }

    @Test
    void anIdAmongTheAttributesIsLimited() {
        for (int i = 0; i < InstanceSeries.MOST_SERIES + 100; i++) {
            fed.say("a", List.of(REQUESTS), Fed.count(i * 16L, 600, 0, 1));
        }

        assertThat(fed.instances.get("a").size()).isEqualTo(InstanceSeries.MOST_SERIES);
        assertThat(fed.outcomes).hasSize(100).containsOnly("series_limit");
    }

    @Test
    void aStoredInstanceGoesOnWhereItWas() {
        fed.counter("a", 600, 1_000);
        fed.say("a", List.of(LATENCY), new Observation.Buckets(0, 9, 600_000, 0, false, new double[]{1, 2},
                new long[]{5, 5, 5}));
        fed.say("b", List.of(LATENCY), new Observation.Exponential(0, 9, 600_000, 0, false, 3, 1, -4,
                new long[]{5, 5, 5}));
        InstanceSeriesCodec codec = new InstanceSeriesCodec(key -> {
            throw new AssertionError(key);
        });
        fed.instances.replaceAll((name, instance) -> codec.read(name, codec.write(instance)));

        fed.counter("a", 630, 1_300);

        assertThat(fed.value(10, "requests_per_second")).isEqualTo(10);
        fed.instances.values().forEach(instance -> assertThat(codec.write(codec.read("", codec.write(instance))))
                .isEqualTo(codec.write(instance)));
    }

    @Test
    void aTornRowIsCounted() {
        fed.counter("a", 600, 1_000);
        List<String> unreadable = new ArrayList<>();
        InstanceSeriesCodec codec = new InstanceSeriesCodec(unreadable::add);
        byte[] whole = codec.write(fed.instances.get("a"));

        for (int length = 0; length < whole.length; length++) {
            assertThat(codec.read("k" + length, Arrays.copyOf(whole, length))).isNull();
        }

        assertThat(unreadable).hasSize(whole.length);
    }

    private void ratio(String instance, long second, double of, double to) {
        fed.say(instance, List.of(ERRORS), new Observation.Count(0, Part.OF, 1, second * 1_000, 0, false, of),
                new Observation.Count(0, Part.TO, 1, second * 1_000, 0, false, to));
    }

    private void buckets(String instance, long second, double[] bounds, long... counts) {
        fed.say(instance, List.of(LATENCY),
                new Observation.Buckets(0, 1, second * 1_000, 0, false, bounds, counts));
    }

    private void exponential(String instance, long second, int scale, int offset, long[] counts) {
        fed.say(instance, List.of(LATENCY),
                new Observation.Exponential(0, 1, second * 1_000, 0, false, scale, 0, offset, counts));
    }

    private void upTo(String instance, long second, double bound, double value) {
        fed.say(instance, List.of(LATENCY), new Observation.UpTo(0, Double.hashCode(bound), second * 1_000, 0, false,
                bound, value));
    }
}
