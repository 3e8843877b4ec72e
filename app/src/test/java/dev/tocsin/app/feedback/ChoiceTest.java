package dev.tocsin.app.feedback;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.tocsin.app.cli.Failure;
import dev.tocsin.app.incidents.IncidentLine;
import dev.tocsin.escalation.identity.ServiceId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Whom a person means. */
class ChoiceTest {

    private static final IncidentLine OPEN = line("cascade", "checkout", "escalated", "page", "");
    private static final IncidentLine TAKEN = line("slow", "payments", "acknowledged", "notify", "by bob");
    private static final IncidentLine FIRST = line("slow", "gateway", "opened", "notify", "");
    private static final IncidentLine SECOND = line("errors", "gateway", "opened", "page", "");
    private static final IncidentLine OVER = line("slow", "inventory", "resolved", "page", "");
    private static final IncidentLine OWN = line("telemetry-stopped", "telemetry", "opened", "page", "");
    private static final List<IncidentLine> ALL = List.of(OPEN, TAKEN, FIRST, SECOND, OVER, OWN);

    @Test
    void anIncidentIsNamedByItsIdOrByAServiceThatHasNoOther() {
        assertThat(Choice.open(ALL, OPEN.incident()).incident()).isEqualTo(OPEN);
        assertThat(Choice.open(ALL, "default/checkout").incident()).isEqualTo(OPEN);
        assertThat(Choice.unacknowledged(ALL, "checkout").incident()).isEqualTo(OPEN);
        assertThat(Choice.unacknowledged(ALL, "telemetry").incident()).as("Tocsin's own has somebody too")
                .isEqualTo(OWN);
    }

    @Test
    void aServiceWithSeveralHasThemListed() {
        assertThatThrownBy(() -> Choice.open(ALL, "gateway")).isInstanceOf(Failure.class)
                .hasMessage("gateway has 2 open incidents: which one?")
                .satisfies(failure -> assertThat(((Failure) failure).remedy().lines()).hasSize(2)
                        .first().asString().startsWith(FIRST.incident()));
    }

    @Test
    void whatIsOverUnknownTakenOrOursIsRefusedInWords() {
        assertThatThrownBy(() -> Choice.open(ALL, OVER.incident())).hasMessageContaining("is resolved since");
        assertThatThrownBy(() -> Choice.open(ALL, "inventory")).hasMessageContaining("there is no open incident");
        assertThatThrownBy(() -> Choice.open(ALL, "nobody")).hasMessageContaining("there is no open incident");
        assertThatThrownBy(() -> Choice.unacknowledged(ALL, "payments")).hasMessageContaining("already, by bob");
        assertThatThrownBy(() -> Choice.endable(ALL, "default/telemetry")).hasMessageContaining("of Tocsin itself");
        assertThatThrownBy(() -> Choice.open(ALL, " / ")).hasMessageContaining("neither an incident nor a service");
    }

    @Test
    void aMarkIsOfWhatIsOpenOrElseOfTheNewest() {
        assertThat(Choice.any(ALL, "inventory").incident()).isEqualTo(OVER);
        assertThat(Choice.any(ALL, "checkout").incident()).isEqualTo(OPEN);
        assertThat(Choice.service(ALL, "nobody")).isEqualTo(new Choice(new ServiceId("default", "nobody"), null));
        assertThat(Choice.service(ALL, OVER.incident())).isEqualTo(
                new Choice(new ServiceId("default", "inventory"), null));
    }

    private static IncidentLine line(String rule, String service, String state, String tier, String acknowledged) {
        Instant at = Instant.parse("2030-01-01T03:00:00Z");
        return new IncidentLine(rule + "/default/" + service + "/1893466800", "default", service, rule, state,
                !state.equals("resolved"), tier, at, at, "why", acknowledged);
    }
}
