package dev.tocsin.escalation.automaton;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.incident.Burning;
import dev.tocsin.escalation.incident.Clearing;
import dev.tocsin.escalation.incident.Climb;
import dev.tocsin.escalation.incident.Dossier;
import dev.tocsin.escalation.incident.Incident;
import dev.tocsin.escalation.incident.MatchedStep;
import dev.tocsin.escalation.signal.Runs;

/** Writes layout 1. */
final class StateWriter {

    /** In the place of a string's number: there is none. */
    static final int NO_STRING = 0xffff;

    /** In the place of a duration: there is none. */
    static final long NO_DURATION = Long.MIN_VALUE;

    /** In the place of a standing: the incident is clearing. */
    static final int CLEARING = 0xff;

    private final Map<String, Integer> strings = new LinkedHashMap<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    byte[] write(ServiceState state) {
        try {
            writeRuns(state.runs());
            out.writeShort(state.recent());
            out.writeShort(state.partials().size());
            for (Partial partial : state.partials()) {
                writePartial(partial);
            }
            out.writeShort(state.incidents().size());
            for (Incident incident : state.incidents()) {
                writeIncident(incident);
            }
            return withStrings();
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
    }

    private byte[] withStrings() throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(bytes.size() + 64 * strings.size());
        DataOutputStream table = new DataOutputStream(whole);
        table.writeShort(strings.size());
        for (String string : strings.keySet()) {
            byte[] utf8 = string.getBytes(StandardCharsets.UTF_8);
            table.writeShort(utf8.length);
            table.write(utf8);
        }
        bytes.writeTo(whole);
        return whole.toByteArray();
    }

    private void writeRuns(Runs runs) throws IOException {
        out.writeShort(runs.awayFromRest().size());
        for (Runs.Run run : runs.awayFromRest()) {
            out.writeLong(run.signal());
            out.writeByte(run.windows());
        }
    }

    private void writePartial(Partial partial) throws IOException {
        writeString(partial.rule());
        out.writeLong(partial.version());
        writeString(partial.service().toString());
        out.writeByte(partial.position());
        out.writeByte(partial.members());
        out.writeLong(partial.anchor().toEpochMilli());
        out.writeLong(partial.since().toEpochMilli());
        out.writeBoolean(partial.told());
        writeSteps(partial.steps());
    }

    private void writeIncident(Incident incident) throws IOException {
        switch (incident) {
            case Burning burning -> out.writeByte(burning.standing().ordinal());
            case Clearing clearing -> {
                out.writeByte(CLEARING);
                out.writeLong(clearing.since().toEpochMilli());
            }
        }
        Dossier dossier = incident.dossier();
        writeString(dossier.id().value());
        writeString(dossier.rule());
        writeString(dossier.ruleVersion());
        writeString(dossier.service().toString());
        out.writeLong(dossier.openedAt().toEpochMilli());
        out.writeLong(dossier.lastEvidence().toEpochMilli());
        out.writeInt(dossier.flaps());
        Climb climb = dossier.climb();
        out.writeByte(climb.tier().ordinal());
        out.writeBoolean(climb.complete());
        out.writeByte(climb.orderConfidence().ordinal());
        writeSteps(climb.steps());
    }

    private void writeSteps(List<MatchedStep> steps) throws IOException {
        out.writeByte(steps.size());
        for (MatchedStep step : steps) {
            writeString(step.signal());
            writeString(step.service().toString());
            out.writeLong(step.at().toEpochMilli());
            out.writeByte(step.tier().ordinal());
            writeString(step.metric());
            out.writeDouble(step.observed());
            out.writeDouble(step.expected());
            out.writeDouble(step.score());
            writeDuration(step.hop());
            writeDuration(step.slack());
        }
    }

    private void writeDuration(@Nullable Duration duration) throws IOException {
        out.writeLong(duration == null ? NO_DURATION : duration.toMillis());
    }

    private void writeString(@Nullable String string) throws IOException {
        out.writeShort(string == null ? NO_STRING : strings.computeIfAbsent(string, unseen -> strings.size()));
    }
}
