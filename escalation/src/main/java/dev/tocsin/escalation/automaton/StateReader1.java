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
import dev.tocsin.escalation.incident.Burning;
import dev.tocsin.escalation.incident.Clearing;
import dev.tocsin.escalation.incident.Climb;
import dev.tocsin.escalation.incident.Dossier;
import dev.tocsin.escalation.incident.Incident;
import dev.tocsin.escalation.incident.MatchedStep;
import dev.tocsin.escalation.incident.OrderConfidence;
import dev.tocsin.escalation.incident.Standing;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.signal.Runs;

/** Reads layout 1, which is no longer written. What doesn't fit ends in an exception of the buffer or of a value. */
final class StateReader1 {

    private static final int NO_STRING = 0xffff;

    private static final long NO_DURATION = Long.MIN_VALUE;

    private static final int CLEARING = 0xff;

    private final ByteBuffer in;
    private final List<String> strings;

    StateReader1(ByteBuffer in) {
        this.in = in;
        strings = list(unsignedShort(), this::utf);
    }

    ServiceState read() {
        Runs runs = new Runs(list(unsignedShort(), () -> new Runs.Run(in.getLong(), in.get())));
        int recent = unsignedShort();
        List<Partial> partials = list(unsignedShort(), this::partial);
        List<Incident> incidents = list(unsignedShort(), this::incident);
        return new ServiceState(runs, recent, partials, incidents);
    }

    private Partial partial() {
        return new Partial(string(), in.getLong(), service(), unsignedByte(), unsignedByte(), instant(), instant(),
                flag(), steps());
    }

    private Incident incident() {
        int standing = unsignedByte();
        if (standing == CLEARING) {
            Instant since = instant();
            return new Clearing(dossier(), since);
        }
        return new Burning(dossier(), Standing.values()[standing]);
    }

    private Dossier dossier() {
        IncidentId id = new IncidentId(string());
        String rule = string();
        String version = string();
        ServiceId service = service();
        Instant openedAt = instant();
        Instant lastEvidence = instant();
        int flaps = in.getInt();
        Climb climb = new Climb(Tier.values()[unsignedByte()], flag(), OrderConfidence.values()[unsignedByte()],
                steps());
        return new Dossier(id, rule, version, service, openedAt, climb, lastEvidence, flaps);
    }

    private List<MatchedStep> steps() {
        return list(unsignedByte(), () -> new MatchedStep(string(), service(), instant(),
                Tier.values()[unsignedByte()], stringOrNone(), Evidence.brief(in.getDouble()),
                Evidence.brief(in.getDouble()), Evidence.brief(in.getDouble()),
                duration(), duration()));
    }

    private @Nullable Duration duration() {
        long millis = in.getLong();
        return millis == NO_DURATION ? null : Duration.ofMillis(millis);
    }

    private Instant instant() {
        return Instant.ofEpochMilli(in.getLong());
    }

    private ServiceId service() {
        return ServiceId.parse(string());
    }

    private String string() {
        return strings.get(unsignedShort());
    }

    private @Nullable String stringOrNone() {
        int number = unsignedShort();
        return number == NO_STRING ? null : strings.get(number);
    }

    private String utf() {
        byte[] encoded = new byte[unsignedShort()];
        in.get(encoded);
        return new String(encoded, StandardCharsets.UTF_8);
    }

    private boolean flag() {
        return in.get() != 0;
    }

    private int unsignedByte() {
        return Byte.toUnsignedInt(in.get());
    }

    private int unsignedShort() {
        return Short.toUnsignedInt(in.getShort());
    }

    private static <T> List<T> list(int size, Supplier<T> element) {
        List<T> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(element.get());
        }
        return list;
    }
}
