package dev.tocsin.escalation.automaton;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.Acknowledgement;
import dev.tocsin.escalation.incident.Burning;
import dev.tocsin.escalation.incident.Clearing;
import dev.tocsin.escalation.incident.Climb;
import dev.tocsin.escalation.incident.Dossier;
import dev.tocsin.escalation.incident.Incident;
import dev.tocsin.escalation.incident.MatchedStep;
import dev.tocsin.escalation.signal.LastChanges;
import dev.tocsin.escalation.signal.Runs;

/** Writes layout 2. */
final class StateWriter {

    private final Map<String, Integer> strings = new LinkedHashMap<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    byte[] write(ServiceState state) {
        try {
            runs(state.runs());
            number(state.recent());
            number(state.partials().size());
            for (Partial partial : state.partials()) {
                partial(partial);
            }
            number(state.incidents().size());
            for (Incident incident : state.incidents()) {
                incident(incident);
            }
            aside(state.aside());
            return withStrings();
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

    private byte[] withStrings() throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(bytes.size() + 64 * strings.size());
        DataOutputStream table = new DataOutputStream(whole);
        number(table, strings.size());
        for (String string : strings.keySet()) {
            byte[] utf8 = string.getBytes(StandardCharsets.UTF_8);
            number(table, utf8.length);
            table.write(utf8);
        }
        bytes.writeTo(whole);
        return whole.toByteArray();
    }

    private void runs(Runs runs) throws IOException {
        number(runs.awayFromRest().size());
        for (Runs.Run run : runs.awayFromRest()) {
            out.writeLong(run.signal());
            out.writeByte(run.windows());
        }
    }

    private void partial(Partial partial) throws IOException {
        string(partial.rule());
        out.writeLong(partial.version());
        string(partial.service().toString());
        out.writeByte(partial.position());
        out.writeByte(partial.members());
        out.writeByte((partial.told() ? Layout.TOLD : 0) | (partial.times().isEmpty() ? 0 : Layout.TIMES));
        out.writeLong(partial.anchor().toEpochMilli());
        signed(partial.since().toEpochMilli() - partial.anchor().toEpochMilli());
        steps(partial.steps(), partial.service(), partial.anchor());
        if (!partial.times().isEmpty()) {
            times(partial.times(), partial.since());
        }
    }

    private void times(List<Instant> times, Instant start) throws IOException {
        out.writeByte(times.size());
        long before = start.toEpochMilli();
        for (Instant time : times) {
            signed(time.toEpochMilli() - before);
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
        string(dossier.id().value());
        string(dossier.rule());
        string(dossier.ruleVersion());
        string(dossier.service().toString());
        out.writeLong(dossier.openedAt().toEpochMilli());
        signed(dossier.lastEvidence().toEpochMilli() - dossier.openedAt().toEpochMilli());
        number(dossier.flaps());
        Climb climb = dossier.climb();
        out.writeByte(climb.tier().ordinal());
        out.writeBoolean(climb.complete());
        out.writeByte(climb.orderConfidence().ordinal());
        steps(climb.steps(), dossier.service(), dossier.openedAt());
        if (known != null) {
            string(known.by());
            out.writeLong(known.at().toEpochMilli());
            out.writeByte(known.tier().ordinal());
        }
    }

    private void steps(List<MatchedStep> steps, ServiceId home, Instant start) throws IOException {
        out.writeByte(steps.size());
        long before = start.toEpochMilli();
        for (MatchedStep step : steps) {
            out.writeByte(flags(step, home));
            string(step.signal());
            if (!step.service().equals(home)) {
                string(step.service().toString());
            }
            signed(step.at().toEpochMilli() - before);
            before = step.at().toEpochMilli();
            if (step.metric() != null) {
                string(step.metric());
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

    private void aside(Aside aside) throws IOException {
        number(aside.disarmed().size());
        for (Disarmed disarmed : aside.disarmed()) {
            string(disarmed.rule());
            out.writeBoolean(disarmed.until() != null);
            if (disarmed.until() != null) {
                out.writeLong(disarmed.until().toEpochMilli());
            }
        }
        number(aside.changes().changes().size());
        for (LastChanges.LastChange change : aside.changes().changes()) {
            out.writeByte(change.kind().ordinal());
            out.writeLong(change.at().toEpochMilli());
        }
        around(aside.around());
    }

    private void around(Around around) throws IOException {
        out.writeBoolean(!around.equals(Around.NOTHING));
        if (around.equals(Around.NOTHING)) {
            return;
        }
        out.writeLong(around.map());
        number(around.told().size());
        for (String signal : around.told()) {
            string(signal);
        }
        number(around.heard().size());
        for (Heard heard : around.heard()) {
            heard(heard);
        }
        number(around.waiting().size());
        for (Pending pending : around.waiting()) {
            switch (pending) {
                case Pending.Other other -> {
                    out.writeByte(1 + other.standing().ordinal());
                    heard(other.heard());
                }
                case Pending.Own own -> {
                    out.writeByte(0);
                    own(own);
                }
            }
        }
    }

    private void heard(Heard heard) throws IOException {
        string(heard.from().toString());
        string(heard.signal());
        out.writeLong(heard.since().toEpochMilli());
        shown(heard.metric(), heard.observed(), heard.expected());
        out.writeFloat((float) heard.score());
    }

    private void own(Pending.Own own) throws IOException {
        out.writeLong(own.at().toEpochMilli());
        out.writeBoolean(own.start() != null);
        if (own.start() != null) {
            signed(own.at().toEpochMilli() - own.start().toEpochMilli());
        }
        out.writeByte(own.phase().ordinal());
        out.writeByte(own.level().ordinal());
        out.writeBoolean(own.anomalous());
        out.writeFloat((float) own.score());
        number(own.seen().size());
        for (Pending.Seen seen : own.seen()) {
            string(seen.signal());
            shown(seen.metric(), seen.observed(), seen.expected());
        }
    }

    private void shown(@Nullable String metric, double observed, double expected) throws IOException {
        out.writeBoolean(metric != null);
        if (metric != null) {
            string(metric);
        }
        out.writeFloat((float) observed);
        out.writeFloat((float) expected);
    }

    private void duration(@Nullable Duration duration) throws IOException {
        if (duration != null) {
            signed(duration.toMillis());
        }
    }

    private void string(String string) throws IOException {
        number(strings.computeIfAbsent(string, unseen -> strings.size()));
    }

    private void signed(long value) throws IOException {
        number(out, value << 1 ^ value >> 63);
    }

    private void number(long value) throws IOException {
        number(out, value);
    }

    private static void number(DataOutputStream to, long value) throws IOException {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            to.writeByte((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        to.writeByte((int) rest);
    }
}
