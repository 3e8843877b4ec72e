package dev.tocsin.escalation.switchboard.stored;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.tocsin.escalation.identity.IncidentId;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.switchboard.Board;
import dev.tocsin.escalation.switchboard.Missed;
import dev.tocsin.escalation.switchboard.Storm;
import dev.tocsin.escalation.switchboard.Storms;
import dev.tocsin.escalation.switchboard.SummaryLine;
import dev.tocsin.escalation.switchboard.TaskTime;
import dev.tocsin.escalation.switchboard.Telemetry;

/** The stored form of a {@link Board}. */
public final class StoredBoard {

    private static final char KIND = 'B';

    private static final int VERSION = 2;

    private static final int FLOWING = 0;

    private static final int DOUBTED = 1;

    private static final int STOPPED = 2;

    private static final int RETURNING = 3;

    private StoredBoard() {}

    public static byte[] write(Board board) {
        RowWriter row = new RowWriter(KIND, VERSION);
        row.all(board.tasks().values(), time -> write(row, time));
        write(row, board.telemetry());
        row.all(board.missed().lines(), line -> write(row, line));
        row.integer(board.missed().more());
        row.instant(board.missed().lastTold());
        row.all(board.storms().all(), storm -> write(row, storm));
        return row.sealed();
    }

    /** @throws TornRowException if the bytes aren't a whole board, or of a later version */
    public static Board read(byte[] bytes) {
        return RowReader.read(bytes, "board", KIND, VERSION, row -> new Board(tasks(row.all(() -> time(row))),
                telemetry(row), new Missed(row.all(() -> line(row)), row.integer(), row.instant()),
                row.version() < 2 ? Storms.NONE : Storms.of(row.all(() -> storm(row)))));
    }

    private static SortedMap<Integer, TaskTime> tasks(List<TaskTime> times) {
        SortedMap<Integer, TaskTime> tasks = new TreeMap<>();
        times.forEach(time -> tasks.put(time.task(), time));
        return tasks;
    }

    private static void write(RowWriter row, TaskTime time) {
        row.integer(time.task());
        row.instant(time.effectiveTime());
        row.duration(time.behind());
        row.integer(time.services());
        row.integer(time.silent());
    }

    private static TaskTime time(RowReader row) {
        return new TaskTime(row.integer(), row.instant(), row.duration(), row.integer(), row.integer());
    }

    private static void write(RowWriter row, Storm storm) {
        row.text(storm.rule());
        row.constant(storm.tier());
        row.all(storm.rises(), row::instant);
        row.maybe(storm.openedAt(), row::instant);
        row.integer(storm.services());
        row.instant(storm.lastTold());
        row.maybe(storm.calmSince(), row::instant);
    }

    private static Storm storm(RowReader row) {
        return new Storm(row.text(), row.constant(Tier.class), row.all(row::instant), row.maybe(row::instant),
                row.integer(), row.instant(), row.maybe(row::instant));
    }

    private static void write(RowWriter row, Telemetry telemetry) {
        switch (telemetry) {
            case Telemetry.Flowing _ -> row.octet(FLOWING);
            case Telemetry.Doubted(var since) -> {
                row.octet(DOUBTED);
                row.instant(since);
            }
            case Telemetry.Stopped(var openedAt) -> {
                row.octet(STOPPED);
                row.instant(openedAt);
            }
            case Telemetry.Returning(var openedAt, var since) -> {
                row.octet(RETURNING);
                row.instant(openedAt);
                row.instant(since);
            }
        }
    }

    private static Telemetry telemetry(RowReader row) {
        int which = row.octet();
        return switch (which) {
            case FLOWING -> new Telemetry.Flowing();
            case DOUBTED -> new Telemetry.Doubted(row.instant());
            case STOPPED -> new Telemetry.Stopped(row.instant());
            case RETURNING -> new Telemetry.Returning(row.instant(), row.instant());
            default -> throw new IllegalArgumentException("no state of telemetry is numbered " + which);
        };
    }

    private static void write(RowWriter row, SummaryLine line) {
        row.text(line.incident().value());
        StoredEvent.write(row, line.service());
        row.text(line.rule());
        row.constant(line.tier());
        row.instant(line.openedAt());
        row.instant(line.resolvedAt());
        row.text(line.summary());
    }

    private static SummaryLine line(RowReader row) {
        return new SummaryLine(new IncidentId(row.text()), StoredEvent.service(row), row.text(),
                row.constant(Tier.class), row.instant(), row.instant(), row.text());
    }
}
