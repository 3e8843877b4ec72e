package dev.tocsin.escalation.calendar;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.suppression.Document;
import dev.tocsin.escalation.suppression.Glob;
import dev.tocsin.escalation.suppression.ServiceGlob;
import dev.tocsin.escalation.verdict.Direction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CalendarTest {

    private static final Instant T0 = Instant.parse("2026-11-27T10:00:00Z");

    private static final ServiceId CHECKOUT = new ServiceId("prod-eu", "checkout");

    private static final Document SALE = new Document("CalendarWindow", "prod-eu", "sale", "1");

    private static Interval minutes(int from, int to) {
        return new Interval(T0.plus(Duration.ofMinutes(from)), T0.plus(Duration.ofMinutes(to)));
    }

    @Test
    @DisplayName("A window covers its times and margins, both ends included, and only the services it matches")
    void covers() {
        Calendar calendar = Calendar.of(CalendarWindow.of(SALE, ServiceGlob.parse("check*"),
                Intervals.of(minutes(0, 10)), Duration.ofMinutes(5), Duration.ofMinutes(2), List.of(), Tier.DIGEST));

        assertThat(calendar.covers(CHECKOUT, T0.minusSeconds(300))).isTrue();
        assertThat(calendar.covers(CHECKOUT, T0.minusSeconds(301))).isFalse();
        assertThat(calendar.covers(CHECKOUT, T0.plusSeconds(720))).isTrue();
        assertThat(calendar.covers(CHECKOUT, T0.plusSeconds(721))).isFalse();
        assertThat(calendar.covers(new ServiceId("prod-eu", "cart"), T0)).isFalse();
        assertThat(calendar.covers(new ServiceId("prod-us", "checkout"), T0)).isFalse();
    }

    @Test
    @DisplayName("Intervals in any order, touching or overlapping, cover what one of them covers")
    void intervals() {
        long seed = Long.getLong("tocsin.seed", 20_261_127L);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int run = 0; run < 300; run++) {
            List<Interval> some = new ArrayList<>();
            for (int i = random.nextInt(12); i > 0; i--) {
                int from = random.nextInt(100);
                some.add(minutes(from, from + 1 + random.nextInt(12)));
            }
            Intervals intervals = new Intervals(some);
            for (int minute = -1; minute < 115; minute++) {
                Instant at = T0.plus(Duration.ofMinutes(minute));
                boolean covered = some.stream().anyMatch(interval -> interval.covers(at));
                assertThat(intervals.covers(at)).as("seed %d, minute %d of %s", seed, minute, some).isEqualTo(covered);
            }
        }
    }

    @Test
    @DisplayName("A window that ends before it starts is refused by name")
    void endsBeforeItStarts() {
        assertThatThrownBy(() -> minutes(10, 9)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("interval ends at 2026-11-27T10:09:00Z, not after its start 2026-11-27T10:10:00Z");
    }

    @Test
    @DisplayName("A window or expectation that quiets nothing or means nothing is refused by name")
    void refused() {
        assertThatThrownBy(
                () -> new CalendarWindow(SALE, ServiceGlob.ANY, Intervals.of(minutes(0, 1)), List.of(), Tier.PAGE))
                .hasMessageContaining("quiets nothing");
        assertThatThrownBy(() -> Expectation.up("x", Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> Expectation.up("x", 0.5)).hasMessageContaining("less than 1");
        assertThatThrownBy(() -> new Expectation(List.of(), List.of(), Direction.UP, 2))
                .hasMessageContaining("names no metric");
    }

    @Test
    @DisplayName("An expected fall goes to a part of the expected value, a rise to a multiple, NONE either way")
    void factors() {
        Expectation up = Expectation.up("m", 4);
        Expectation down = Expectation.down("m", 4);
        Expectation either = new Expectation(List.of(Glob.ANY), List.of(), Direction.NONE, 4);

        assertThat(up.explains(400, 100)).isTrue();
        assertThat(up.explains(401, 100)).isFalse();
        assertThat(up.explains(99, 100)).isFalse();
        assertThat(down.explains(25, 100)).isTrue();
        assertThat(down.explains(24, 100)).isFalse();
        assertThat(down.explains(101, 100)).isFalse();
        assertThat(either.explains(25, 100)).isTrue();
        assertThat(either.explains(400, 100)).isTrue();
        assertThat(either.explains(24, 100)).isFalse();
    }

    @Test
    @DisplayName("A factor explains nothing of a metric expected at zero or unknown; an infinite one any known distance")
    void zero() {
        assertThat(Expectation.up("m", 4).explains(1, 0)).isFalse();
        assertThat(Expectation.up("m", 4).explains(-1, -5)).isFalse();
        assertThat(Expectation.up("m", Double.POSITIVE_INFINITY).explains(1, 0)).isTrue();
        assertThat(Expectation.up("m", Double.POSITIVE_INFINITY).explains(1, Double.NaN)).isFalse();
    }

    @Test
    @DisplayName("A metric is meant by its name in any case, a signal also by the word it begins with")
    void means() {
        Expectation expectation = new Expectation(List.of(new Glob("*Requests*"), new Glob("traffic")),
                List.of(new Glob("*queue*")), Direction.UP, 4);

        assertThat(expectation.means("HTTP.requests")).isTrue();
        assertThat(expectation.means("requests_queued_in_QUEUE")).isFalse();
        assertThat(expectation.meansSignal("traffic_up")).isTrue();
        assertThat(expectation.meansSignal("trafficking")).isFalse();
    }
}
