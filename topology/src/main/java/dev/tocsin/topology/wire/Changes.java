package dev.tocsin.topology.wire;

import java.util.Locale;
import java.util.Optional;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.verdict.Change;
import dev.tocsin.schemas.v1.ChangeEvent;
import dev.tocsin.schemas.v1.ChangeKind;

/** Changes between their record and their value. */
public final class Changes {

    private Changes() {}

    public static ChangeEvent toRecord(Change change) {
        return ChangeEvent.newBuilder().setNamespace(change.service().namespace())
                .setService(change.service().service()).setAt(change.at())
                .setKind(ChangeKind.valueOf(change.kind().name().toLowerCase(Locale.ROOT))).setRef(change.ref())
                .build();
    }

    /**
     * The change of a record; empty where its kind is one that this version doesn't know.
     *
     * @throws IllegalArgumentException if it names no service
     */
    public static Optional<Change> fromRecord(ChangeEvent record) {
        return record.getKind() == ChangeKind.unknown
                ? Optional.empty()
                : Optional.of(new Change(new ServiceId(record.getNamespace(), record.getService()), record.getAt(),
                        Change.Kind.valueOf(record.getKind().name().toUpperCase(Locale.ROOT)), record.getRef()));
    }
}
