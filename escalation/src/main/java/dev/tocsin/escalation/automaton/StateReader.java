package dev.tocsin.escalation.automaton;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.identity.IncidentId;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.Acknowledgement;
import dev.tocsin.escalation.incident.Burning;
import dev.tocsin.escalation.incident.Clearing;
import dev.tocsin.escalation.incident.Climb;
import dev.tocsin.escalation.incident.Dossier;
import dev.tocsin.escalation.incident.Incident;
import dev.tocsin.escalation.incident.MatchedStep;
import dev.tocsin.escalation.incident.OrderConfidence;
import dev.tocsin.escalation.incident.Standing;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.neighbour.News;
import dev.tocsin.escalation.signal.LastChanges;
import dev.tocsin.escalation.signal.LastChanges.LastChange;
import dev.tocsin.escalation.signal.Runs;
import dev.tocsin.escalation.verdict.Change;
import dev.tocsin.escalation.verdict.Level;
import dev.tocsin.escalation.verdict.Phase;

/** Reads layout 2. What doesn't fit ends in an exception of the buffer or of a value that checks itself. */
final class StateReader {

    private final ByteBuffer in;
    private final List<String> strings;

    StateReader(ByteBuffer in) {
        this.in = in;
        strings = list(this::utf);
    }

    ServiceState read() {
        Runs runs = new Runs(list(() -> new Runs.Run(in.getLong(), in.get())));
        int recent = count();
        List<Partial> partials = list(this::partial);
        List<Incident> incidents = list(this::incident);
        return new ServiceState(runs, recent, partials, incidents, aside());
    }

    private Partial partial() {
        String rule = string();
        long version = in.getLong();
        ServiceId service = service();
        int position = unsignedByte();
        int members = unsignedByte();
        int flags = unsignedByte();
        Instant anchor = instant();
        Instant since = anchor.plusMillis(signed());
        List<MatchedStep> steps = steps(service, anchor);
        List<Instant> times = (flags & Layout.TIMES) == 0 ? List.of() : times(since);
        return new Partial(rule, version, service, position, members, anchor, since, (flags & Layout.TOLD) != 0, steps,
                times);
    }

    private List<Instant> times(Instant start) {
        List<Instant> times = new ArrayList<>();
        Instant before = start;
        for (int left = unsignedByte(); left > 0; left--) {
            before = before.plusMillis(signed());
            times.add(before);
        }
        return times;
    }

    private Incident incident() {
        int first = unsignedByte();
        boolean acknowledged = (first & Layout.ACKNOWLEDGED) != 0;
        int standing = first & ~Layout.ACKNOWLEDGED;
        if (standing == Layout.CLEARING) {
            Instant since = instant();
            return new Clearing(dossier(acknowledged), since);
        }
        return new Burning(dossier(acknowledged), Standing.values()[standing]);
    }

    private Dossier dossier(boolean acknowledged) {
        IncidentId id = new IncidentId(string());
        String rule = string();
        String version = string();
        ServiceId service = service();
        Instant openedAt = instant();
        Instant lastEvidence = openedAt.plusMillis(signed());
        int flaps = count();
        Climb climb = new Climb(Tier.values()[unsignedByte()], flag(), OrderConfidence.values()[unsignedByte()],
                steps(service, openedAt));
        return new Dossier(id, rule, version, service, openedAt, climb, lastEvidence, flaps,
                acknowledged ? new Acknowledgement(string(), instant(), Tier.values()[unsignedByte()]) : null);
    }

    private List<MatchedStep> steps(ServiceId home, Instant start) {
        List<MatchedStep> steps = new ArrayList<>();
        Instant before = start;
        for (int left = unsignedByte(); left > 0; left--) {
            int flags = unsignedByte();
            String signal = string();
            ServiceId service = (flags & Layout.ELSEWHERE) == 0 ? home : service();
            before = before.plusMillis(signed());
            String metric = (flags & Layout.METRIC) == 0 ? null : string();
            double observed = (flags & Layout.NUMBERS) == 0 ? Double.NaN : brief();
            double expected = (flags & Layout.NUMBERS) == 0 ? Double.NaN : brief();
            double score = (flags & Layout.SCORE) == 0 ? Double.NaN : brief();
            steps.add(new MatchedStep(signal, service, before, Tier.values()[flags & 3], metric, observed, expected,
                    score, duration(flags & Layout.HOP), duration(flags & Layout.SLACK)));
        }
        return steps;
    }

    private Aside aside() {
        List<Disarmed> disarmed = list(() -> new Disarmed(string(), flag() ? instant() : null));
        List<LastChange> changes = list(() -> new LastChange(Change.Kind.values()[unsignedByte()], instant()));
        return new Aside(disarmed, new LastChanges(changes), flag() ? around() : Around.NOTHING);
    }

    private Around around() {
        return new Around(in.getLong(), list(this::string), list(this::heard), list(this::pending));
    }

    private Pending pending() {
        int kind = unsignedByte();
        return kind == 0 ? own() : new Pending.Other(heard(), News.Standing.values()[kind - 1]);
    }

    private Heard heard() {
        ServiceId from = service();
        String signal = string();
        Instant since = instant();
        return new Heard(from, signal, since, flag() ? string() : null, brief(), brief(), brief());
    }

    private Pending.Own own() {
        Instant at = instant();
        Instant start = flag() ? at.minusMillis(signed()) : null;
        return new Pending.Own(at, start, Phase.values()[unsignedByte()], Level.values()[unsignedByte()], flag(),
                brief(), list(() -> new Pending.Seen(string(), flag() ? string() : null, brief(), brief())));
    }

    private double brief() {
        return Evidence.brief(in.getFloat());
    }

    private @Nullable Duration duration(int flag) {
        return flag == 0 ? null : Duration.ofMillis(signed());
    }

    private Instant instant() {
        return Instant.ofEpochMilli(in.getLong());
    }

    private ServiceId service() {
        return ServiceId.parse(string());
    }

    private String string() {
        return strings.get(count());
    }

    private String utf() {
        int length = count();
        if (length > in.remaining()) {
            throw new IllegalArgumentException("a name of " + length + " bytes in " + in.remaining());
        }
        byte[] encoded = new byte[length];
        in.get(encoded);
        return new String(encoded, StandardCharsets.UTF_8);
    }

    private boolean flag() {
        return in.get() != 0;
    }

    private int unsignedByte() {
        return Byte.toUnsignedInt(in.get());
    }

    private long signed() {
        long value = number();
        return value >>> 1 ^ -(value & 1);
    }

    private int count() {
        long value = number();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("count " + value);
        }
        return (int) value;
    }

    private long number() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number of over ten bytes");
    }

    private <T> List<T> list(Supplier<T> element) {
        int size = count();
        if (size > in.remaining()) {
            throw new IllegalArgumentException("a list of " + size + " in " + in.remaining() + " bytes");
        }
        List<T> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(element.get());
        }
        return list;
    }
}
