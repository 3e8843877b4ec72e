package dev.tocsin.escalation.switchboard.stored;

import dev.tocsin.escalation.identity.IncidentId;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.suppression.Document;
import dev.tocsin.escalation.switchboard.Cap;
import dev.tocsin.escalation.switchboard.Line;

/** The stored form of a {@link Line}. */
public final class StoredLine {

    private static final char KIND = 'L';

    private static final int VERSION = 2;

    private static final int OBSERVED = 0;

    private static final int SUPPRESSED = 1;

    private static final int PLANNED = 2;

    private static final int COVERED = 3;
    private static final int GROUPED = 4;
    private static final int STORMED = 5;

    private StoredLine() {}

    public static byte[] write(Line line) {
        RowWriter row = new RowWriter(KIND, VERSION);
        row.integer(line.task());
        StoredEvent.write(row, line.event());
        row.constant(line.uncapped());
        row.constant(line.told());
        row.all(line.receivers(), row::text);
        row.number(line.sequence());
        row.maybe(line.cap(), cap -> write(row, cap));
        row.maybe(line.heldSince(), row::instant);
        return row.sealed();
    }

    /** @throws TornRowException if the bytes aren't a whole line, or of a later version */
    public static Line read(byte[] bytes) {
        return RowReader.read(bytes, "line", KIND, VERSION,
                row -> new Line(row.integer(), StoredEvent.read(row), row.constant(Tier.class),
                        row.constant(Tier.class), row.all(row::text), row.number(), row.maybe(() -> cap(row)),
                        row.maybe(row::instant)));
    }

    private static void write(RowWriter row, Cap cap) {
        switch (cap) {
            case Cap.Observed _ -> row.octet(OBSERVED);
            case Cap.Suppressed(var rule) -> {
                row.octet(SUPPRESSED);
                write(row, rule);
            }
            case Cap.Planned(var window) -> {
                row.octet(PLANNED);
                write(row, window);
            }
            case Cap.Covered(var incident) -> {
                row.octet(COVERED);
                row.text(incident.value());
            }
            case Cap.Grouped(var incident) -> {
                row.octet(GROUPED);
                row.text(incident.value());
            }
            case Cap.Stormed(var incident) -> {
                row.octet(STORMED);
                row.text(incident.value());
            }
        }
    }

    private static Cap cap(RowReader row) {
        int which = row.octet();
        return switch (which) {
            case OBSERVED -> new Cap.Observed();
            case SUPPRESSED -> new Cap.Suppressed(document(row));
            case PLANNED -> new Cap.Planned(document(row));
            case COVERED -> new Cap.Covered(new IncidentId(row.text()));
            case GROUPED -> new Cap.Grouped(new IncidentId(row.text()));
            case STORMED -> new Cap.Stormed(new IncidentId(row.text()));
            default -> throw new IllegalArgumentException("no cap is numbered " + which);
        };
    }

    private static void write(RowWriter row, Document document) {
        row.text(document.kind());
        row.text(document.namespace());
        row.text(document.name());
        row.text(document.version());
    }

    private static Document document(RowReader row) {
        return new Document(row.text(), row.text(), row.text(), row.text());
    }
}
