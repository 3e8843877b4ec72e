package dev.tocsin.escalation.automaton;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

import dev.tocsin.escalation.signal.LastChanges;

/** Writes what layout 2 has besides matches and incidents. */
record AsideWriter(RowBytes out) {

    void write(Aside aside) throws IOException {
        out.number(aside.disarmed().size());
        for (Disarmed disarmed : aside.disarmed()) {
            out.string(disarmed.rule());
            out.writeBoolean(disarmed.until() != null);
            if (disarmed.until() != null) {
                out.writeLong(disarmed.until().toEpochMilli());
            }
        }
        out.number(aside.changes().changes().size());
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
        out.number(around.told().size());
        for (String signal : around.told()) {
            out.string(signal);
        }
        out.number(around.heard().size());
        for (Heard heard : around.heard()) {
            heard(heard);
        }
        out.number(around.waiting().size());
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
        out.string(heard.from().toString());
        out.string(heard.signal());
        out.writeLong(heard.since().toEpochMilli());
        shown(heard.metric(), heard.observed(), heard.expected());
        out.writeFloat((float) heard.score());
    }

    private void own(Pending.Own own) throws IOException {
        out.writeLong(own.at().toEpochMilli());
        out.writeBoolean(own.start() != null);
        if (own.start() != null) {
            out.signed(own.at().toEpochMilli() - own.start().toEpochMilli());
        }
        out.writeByte(own.phase().ordinal());
        out.writeByte(own.level().ordinal());
        out.writeBoolean(own.anomalous());
        out.writeFloat((float) own.score());
        out.number(own.seen().size());
        for (Pending.Seen seen : own.seen()) {
            out.string(seen.signal());
            shown(seen.metric(), seen.observed(), seen.expected());
        }
    }

    private void shown(@Nullable String metric, double observed, double expected) throws IOException {
        out.writeBoolean(metric != null);
        if (metric != null) {
            out.string(metric);
        }
        out.writeFloat((float) observed);
        out.writeFloat((float) expected);
    }
}
