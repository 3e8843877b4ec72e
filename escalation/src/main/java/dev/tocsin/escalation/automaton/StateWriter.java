package dev.tocsin.escalation.automaton;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.Acknowledgement;
import dev.tocsin.escalation.incident.Burning;
import dev.tocsin.escalation.incident.Clearing;
import dev.tocsin.escalation.incident.Climb;
import dev.tocsin.escalation.incident.Dossier;
import dev.tocsin.escalation.incident.Incident;
import dev.tocsin.escalation.incident.MatchedStep;
import dev.tocsin.escalation.signal.Runs;

/** Writes layout 2. */
final class StateWriter {

    private final RowBytes out = new RowBytes();

    byte[] write(ServiceState state) {
        try {
            runs(state.runs());
            out.number(state.recent());
            out.number(state.partials().size());
            for (Partial partial : state.partials()) {
                partial(partial);
            }
            out.number(state.incidents().size());
            for (Incident incident : state.incidents()) {
                incident(incident);
            }
            new AsideWriter(out).write(state.aside());
            return out.whole();
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
    }

    /** The bytes of one partial without the names, which a row writes once for all. */
    int bytesOf(Partial partial) {
        try {
            int before = out.size();
            partial(partial);
            return out.size() - before;
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
    }

    private void runs(Runs runs) throws IOException {
        out.number(runs.awayFromRest().size());
        for (Runs.Run run : runs.awayFromRest()) {
            out.writeLong(run.signal());
            out.writeByte(run.windows());
        }
    }

    private void partial(Partial partial) throws IOException {
        out.string(partial.rule());
        out.writeLong(partial.version());
        out.string(partial.service().toString());
        out.writeByte(partial.position());
        out.writeByte(partial.members());
        out.writeByte((partial.told() ? Layout.TOLD : 0) | (partial.times().isEmpty() ? 0 : Layout.TIMES));
        out.writeLong(partial.anchor().toEpochMilli());
        out.signed(partial.since().toEpochMilli() - partial.anchor().toEpochMilli());
        steps(partial.steps(), partial.service(), partial.anchor());
        if (!partial.times().isEmpty()) {
            times(partial.times(), partial.since());
        }
    }

    private void times(List<Instant> times, Instant start) throws IOException {
        out.writeByte(times.size());
        long before = start.toEpochMilli();
        for (Instant time : times) {
            out.signed(time.toEpochMilli() - before);
            before = time.toEpochMilli();
        }
    }

    private void incident(Incident incident) throws IOException {
        Dossier dossier = incident.dossier();
        Acknowledgement known = dossier.acknowledgement();
        int flags = known == null ? 0 : Layout.ACKNOWLEDGED;
        switch (incident) {
            case Burning burning -> out.writeByte(flags | burning.standing().ordinal());
            case Clearing clearing -> {
                out.writeByte(flags | Layout.CLEARING);
                out.writeLong(clearing.since().toEpochMilli());
            }
        }
        out.string(dossier.id().value());
        out.string(dossier.rule());
        out.string(dossier.ruleVersion());
        out.string(dossier.service().toString());
        out.writeLong(dossier.openedAt().toEpochMilli());
        out.signed(dossier.lastEvidence().toEpochMilli() - dossier.openedAt().toEpochMilli());
        out.number(dossier.flaps());
        Climb climb = dossier.climb();
        out.writeByte(climb.tier().ordinal());
        out.writeBoolean(climb.complete());
        out.writeByte(climb.orderConfidence().ordinal());
        steps(climb.steps(), dossier.service(), dossier.openedAt());
        if (known != null) {
            out.string(known.by());
            out.writeLong(known.at().toEpochMilli());
            out.writeByte(known.tier().ordinal());
        }
    }

    private void steps(List<MatchedStep> steps, ServiceId home, Instant start) throws IOException {
        out.writeByte(steps.size());
        long before = start.toEpochMilli();
        for (MatchedStep step : steps) {
            out.writeByte(flags(step, home));
            out.string(step.signal());
            if (!step.service().equals(home)) {
                out.string(step.service().toString());
            }
            out.signed(step.at().toEpochMilli() - before);
            before = step.at().toEpochMilli();
            if (step.metric() != null) {
                out.string(step.metric());
            }
            if (numbers(step)) {
                out.writeFloat((float) step.observed());
                out.writeFloat((float) step.expected());
            }
            if (!Double.isNaN(step.score())) {
                out.writeFloat((float) step.score());
            }
            duration(step.hop());
            duration(step.slack());
        }
    }

    private static int flags(MatchedStep step, ServiceId home) {
        return step.tier().ordinal() | (step.service().equals(home) ? 0 : Layout.ELSEWHERE)
                | (step.metric() == null ? 0 : Layout.METRIC) | (numbers(step) ? Layout.NUMBERS : 0)
                | (Double.isNaN(step.score()) ? 0 : Layout.SCORE) | (step.hop() == null ? 0 : Layout.HOP)
                | (step.slack() == null ? 0 : Layout.SLACK);
    }

    private static boolean numbers(MatchedStep step) {
        return !Double.isNaN(step.observed()) || !Double.isNaN(step.expected());
    }

    private void duration(@Nullable Duration duration) throws IOException {
        if (duration != null) {
            out.signed(duration.toMillis());
        }
    }
}
