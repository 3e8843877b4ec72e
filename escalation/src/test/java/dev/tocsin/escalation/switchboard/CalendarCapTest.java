package dev.tocsin.escalation.switchboard;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import dev.tocsin.escalation.calendar.Calendar;
import dev.tocsin.escalation.calendar.CalendarWindow;
import dev.tocsin.escalation.calendar.Expectation;
import dev.tocsin.escalation.calendar.Interval;
import dev.tocsin.escalation.calendar.Intervals;
import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.incident.NamedReading;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.suppression.Document;
import dev.tocsin.escalation.suppression.ServiceGlob;
import dev.tocsin.escalation.verdict.Direction;
import dev.tocsin.escalation.verdict.Level;
import dev.tocsin.escalation.verdict.Reading;

import static dev.tocsin.escalation.incident.Transition.ESCALATED;
import static dev.tocsin.escalation.incident.Transition.OPENED;
import static dev.tocsin.escalation.incident.Transition.RESOLVED;
import static dev.tocsin.escalation.switchboard.Desk.at;
import static dev.tocsin.escalation.switchboard.Desk.event;
import static dev.tocsin.escalation.switchboard.Desk.said;
import static dev.tocsin.escalation.switchboard.Desk.step;
import static dev.tocsin.escalation.switchboard.Desk.with;
import static org.assertj.core.api.Assertions.assertThat;

class CalendarCapTest {

    private static final Document SALE = new Document("CalendarWindow", "*", "black-friday", "7");

    private final Desk desk = new Desk();

    private static Calendar calendar(Expectation... expect) {
        return calendar(at(0), at(60), expect);
    }

    private static Calendar calendar(Instant start, Instant end, Expectation... expect) {
        return Calendar.of(CalendarWindow.of(SALE, ServiceGlob.parse("prod-*/checkout"),
                Intervals.of(new Interval(start, end)), Duration.ofMinutes(5), Duration.ofMinutes(10), List.of(expect),
                Tier.DIGEST));
    }

    private static IncidentEvent surge(double observed) {
        return with(event("resource-pressure", OPENED, Tier.PAGE, 10),
                List.of(step("traffic_up", "http.requests", observed, 100, 10)));
    }

    private static NamedReading top(String metric, double observed, double expected, Level level) {
        Direction direction = observed > expected ? Direction.UP : Direction.DOWN;
        return new NamedReading(metric, new Reading(observed, expected, 9, direction, 0.5, level));
    }

    @Test
    @DisplayName("What a calendar window expects is told to the digest only, and names the window")
    void expected() {
        desk.tuning = desk.tuning.with(calendar(Expectation.up("*requests*", 4)));

        List<Notification> told = desk.tell(surge(390));

        assertThat(said(told)).containsExactly("1 trigger digest digest");
        assertThat(told.getFirst().cappedBy()).isEqualTo("CalendarWindow/*/black-friday@7");
        assertThat(told.getFirst().uncappedTier()).isEqualTo(Tier.PAGE);
    }

    @Test
    @DisplayName("More than the window expects still pages")
    void tooMuch() {
        desk.tuning = desk.tuning.with(calendar(Expectation.up("*requests*", 4)));

        List<Notification> told = desk.tell(surge(401));

        assertThat(said(told)).containsExactly("1 trigger page digest,pd,slack");
    }

    @Test
    @DisplayName("Traffic that falls isn't the rise that was expected")
    void wrongDirection() {
        desk.tuning = desk.tuning.with(calendar(Expectation.up("*requests*", 4)));

        List<Notification> told = desk.tell(surge(50));

        assertThat(said(told)).containsExactly("1 trigger page digest,pd,slack");
    }

    @Test
    @DisplayName("An anomalous metric that nobody expected pages beside one that was expected")
    void unexpectedMetric() {
        desk.tuning = desk.tuning.with(calendar(Expectation.up("*requests*", 4)));
        IncidentEvent errorsToo = with(surge(300), surge(300).steps(), top("http.requests", 300, 100, Level.ANOMALOUS),
                top("error_ratio", 0.2, 0.01, Level.ANOMALOUS));

        List<Notification> told = desk.tell(errorsToo);

        assertThat(told.getFirst().tier()).isEqualTo(Tier.PAGE);
    }

    @Test
    @DisplayName("A metric that is merely elevated needs no expectation")
    void elevatedMetric() {
        desk.tuning = desk.tuning.with(calendar(Expectation.up("*requests*", 4)));
        IncidentEvent warmToo = with(surge(300), surge(300).steps(), top("cpu", 0.5, 0.3, Level.ELEVATED));

        List<Notification> told = desk.tell(warmToo);

        assertThat(told.getFirst().tier()).isEqualTo(Tier.DIGEST);
    }

    @Test
    @DisplayName("An incident that fits no longer, because it climbed by something else, is told at once")
    void fitsNoLonger() {
        desk.tuning = desk.tuning.with(calendar(Expectation.up("*requests*", 4)));
        desk.tell(surge(300));
        IncidentEvent errors = with(event("resource-pressure", ESCALATED, Tier.PAGE, 12),
                List.of(surge(300).steps().getFirst(), step("errors_up", "error_ratio", 0.2, 0.01, 12)));

        List<Notification> told = desk.tell(errors);

        assertThat(said(told)).containsExactly("2 trigger page pd,slack", "3 update page digest");
    }

    @Test
    @DisplayName("Without an expectation everything fits")
    void anything() {
        desk.tuning = desk.tuning.with(calendar());

        List<Notification> told = desk.tell(event("cascade", OPENED, Tier.PAGE, 10));

        assertThat(said(told)).containsExactly("1 trigger digest digest");
    }

    @Test
    @DisplayName("A silence fits only a window that expects silence")
    void silence() {
        desk.tuning = desk.tuning.with(calendar(Expectation.up("*requests*", 4)));
        IncidentEvent silent = with(event("silent", OPENED, Tier.PAGE, 10),
                List.of(step("silent", null, Double.NaN, Double.NaN, 10)));

        List<Notification> told = desk.tell(silent);

        assertThat(told.getFirst().tier()).isEqualTo(Tier.PAGE);
    }

    @Test
    @DisplayName("When the window ends, its margin included, what still burns is told at once at its own tier")
    void ends() {
        desk.tuning = desk.tuning.with(calendar(Expectation.up("*requests*", 4)));
        desk.tell(surge(300));

        List<Notification> within = desk.pass(at(70));
        List<Notification> ended = desk.pass(at(70).plusSeconds(1));
        List<Notification> later = desk.pass(at(75));
        List<Notification> resolved = desk.tell(event("resource-pressure", RESOLVED, Tier.PAGE, 80));

        assertThat(within).isEmpty();
        assertThat(said(ended)).containsExactly("2 trigger page pd,slack", "3 update page digest");
        assertThat(ended.getFirst().reason()).isEqualTo("calendar window black-friday ended");
        assertThat(later).isEmpty();
        assertThat(said(resolved)).containsExactly("4 resolve page digest,pd,slack");
    }

    @Test
    @DisplayName("When the window is removed, what still burns is told at once")
    void removed() {
        desk.tuning = desk.tuning.with(calendar());
        desk.tell(event("cascade", OPENED, Tier.PAGE, 10));
        desk.tuning = desk.tuning.with(Calendar.EMPTY);

        List<Notification> passed = desk.pass(at(11));

        assertThat(said(passed)).containsExactly("2 trigger page pd,slack", "3 update page digest");
        assertThat(passed.getFirst().reason()).isEqualTo("calendar window black-friday was removed");
    }

    @Test
    @DisplayName("When the window is changed to expect less, what doesn't fit any more is told at once")
    void changed() {
        desk.tuning = desk.tuning.with(calendar(Expectation.up("*requests*", 4)));
        desk.tell(surge(300));
        desk.tuning = desk.tuning.with(calendar(Expectation.up("*requests*", 2)));

        List<Notification> passed = desk.pass(at(11));

        assertThat(said(passed)).containsExactly("2 trigger page pd,slack", "3 update page digest");
        assertThat(passed.getFirst().reason()).isEqualTo("calendar window black-friday doesn't expect this");
    }

    @Test
    @DisplayName("A window that begins after the page doesn't lower it")
    void beginsLater() {
        desk.tuning = desk.tuning.with(calendar(at(20), at(60)));
        desk.tell(event("cascade", OPENED, Tier.PAGE, 10));

        List<Notification> passed = desk.pass(at(21));
        List<Notification> resolved = desk.tell(event("cascade", RESOLVED, Tier.PAGE, 30));

        assertThat(passed).isEmpty();
        assertThat(said(resolved)).containsExactly("2 resolve page digest,pd,slack");
    }
}
