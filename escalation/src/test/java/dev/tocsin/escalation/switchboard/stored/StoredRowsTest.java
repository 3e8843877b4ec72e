package dev.tocsin.escalation.switchboard.stored;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.zip.CRC32;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.tocsin.escalation.identity.IncidentId;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.Hypothesis;
import dev.tocsin.escalation.incident.IncidentEvent;
import dev.tocsin.escalation.incident.MatchedStep;
import dev.tocsin.escalation.incident.NamedReading;
import dev.tocsin.escalation.incident.OrderConfidence;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.incident.Transition;
import dev.tocsin.escalation.suppression.Document;
import dev.tocsin.escalation.switchboard.Board;
import dev.tocsin.escalation.switchboard.Cap;
import dev.tocsin.escalation.switchboard.Line;
import dev.tocsin.escalation.switchboard.Missed;
import dev.tocsin.escalation.switchboard.Storm;
import dev.tocsin.escalation.switchboard.Storms;
import dev.tocsin.escalation.switchboard.SummaryLine;
import dev.tocsin.escalation.switchboard.TaskTime;
import dev.tocsin.escalation.switchboard.Telemetry;
import dev.tocsin.escalation.verdict.Direction;
import dev.tocsin.escalation.verdict.Level;
import dev.tocsin.escalation.verdict.Reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StoredRowsTest {

    private static final Instant T0 = Instant.parse("2026-11-27T10:00:00.123456789Z");

    private static final ServiceId SERVICE = new ServiceId("prod-eu", "chéckout 💥");

    private static final IncidentId ID = IncidentId.of("cascade", SERVICE, T0);

    private static final String LINE_OF_VERSION_1 = """
            4c010000000300000037636173636164652f70726f642d65752f6368254333254139636b6f75742532302546302539462539
            322541352f313739353737333630300000000763617363616465000000036162630000000770726f642d65750000000e6368
            c3a9636b6f757420f09f92a50103000000006b0954a0075bcd15000000006b095497075bcd1500000002000000096572726f
            72735f75700000000770726f642d65750000000e6368c3a9636b6f757420f09f92a5000000006b0954a0075bcd1502010000
            000b6572726f725f726174696f3fc999999999999a3f847ae147ae147b401000000000000001000000000000007800000000
            010000000000000003000000050000000673696c656e740000000770726f642d65750000000e6368c3a9636b6f757420f09f
            92a5000000006b0954a0075bcd1500007ff80000000000007ff80000000000007ff800000000000000000100000007626563
            61757365400c00000000000000000001000000036370753feccccccccccccd3fd3333333333333401c000000000000013fd9
            99999999999a02000000010000000770726f642d65750000000e6368c3a9636b6f757420f09f92a5003fe000000000000000
            00000200000001610000000162000000000000000000001c2000000000030100000002000000066469676573740000000573
            6c61636b000000000000002a010300000037636173636164652f70726f642d65752f6368254333254139636b6f7574253230
            2546302539462539322541352f3137393537373336303001000000006b0954a0075bcd159bc20971""".replace("\n", "");

    private static IncidentEvent event() {
        MatchedStep step = new MatchedStep("errors_up", SERVICE, T0, Tier.NOTIFY, "error_ratio", 0.2, 0.01, 4,
                Duration.ofMinutes(2), Duration.ofSeconds(3, 5));
        MatchedStep bare = new MatchedStep("silent", SERVICE, T0, Tier.NONE, null, Double.NaN, Double.NaN, Double.NaN,
                null, null);
        NamedReading top = new NamedReading("cpu", new Reading(0.9, 0.3, 7, Direction.UP, 0.4, Level.ANOMALOUS));
        return new IncidentEvent(ID, "cascade", "abc", SERVICE, Transition.ESCALATED, Tier.PAGE, T0, T0.minusSeconds(9),
                List.of(step, bare), OrderConfidence.LOW, "because", 3.5, List.of(top),
                List.of(new Hypothesis(SERVICE, null, 0.5, List.of("a", "b"), List.of())), Duration.ofHours(2));
    }

    private static Line line(Cap cap) {
        return new Line(3, event(), Tier.PAGE, Tier.DIGEST, List.of("digest", "slack"), 42, cap, T0);
    }

    static List<Line> lines() {
        Document document = new Document("CalendarWindow", "*", "sale", "7");
        IncidentEvent bare = new IncidentEvent(ID, "r", "", SERVICE, Transition.OPENED, Tier.NONE, T0, T0, List.of(),
                OrderConfidence.HIGH, "", Double.NaN, List.of(), List.of(), Duration.ZERO);
        return List.of(line(new Cap.Observed()), line(new Cap.Planned(document)), line(new Cap.Suppressed(document)),
                line(new Cap.Covered(ID)), line(new Cap.Grouped(ID)), line(new Cap.Stormed(ID)),
                new Line(Board.OWN_TASK, bare, Tier.NONE, Tier.NONE, List.of(), 0, null, null));
    }

    static List<Board> boards() {
        TreeMap<Integer, TaskTime> tasks = new TreeMap<>();
        tasks.put(0, new TaskTime(0, T0, Duration.ZERO, 5, 2));
        tasks.put(11, new TaskTime(11, T0.minusSeconds(1), Duration.ofMinutes(30), 0, 0));
        Missed missed = new Missed(List.of(new SummaryLine(ID, SERVICE, "cascade", Tier.PAGE, T0, T0, "line")), 7, T0);
        Storm begins = new Storm("errors", Tier.NOTIFY, List.of(T0, T0.plusSeconds(1)), null, 0, Instant.EPOCH, null);
        Storm rages = new Storm("errors", Tier.PAGE, List.of(T0), T0, 412, T0.plusSeconds(60), T0.plusSeconds(90));
        return List.of(Board.EMPTY, new Board(tasks, new Telemetry.Doubted(T0), missed, Storms.NONE),
                new Board(tasks, new Telemetry.Stopped(T0), missed, Storms.of(List.of(begins, rages))),
                new Board(tasks, new Telemetry.Returning(T0, T0.plusSeconds(3)), missed, Storms.NONE));
    }

    @ParameterizedTest
    @MethodSource("lines")
    @DisplayName("A line is read as it was written")
    void lineRoundTrip(Line line) {
        assertThat(StoredLine.read(StoredLine.write(line))).isEqualTo(line);
    }

    @Test
    @DisplayName("A board of version 1, which knew no storms, is still read")
    void boardOfVersionOne() {
        // Given a row as version 1 wrote it: all but the number of storms at its end
        Board board = boards().get(1);
        byte[] now = StoredBoard.write(board);
        byte[] then = Arrays.copyOf(now, now.length - 2 * Integer.BYTES);
        then[1] = 1;

        assertThat(StoredBoard.read(resealed(then))).isEqualTo(board);
    }

    @ParameterizedTest
    @MethodSource("boards")
    @DisplayName("A board is read as it was written")
    void boardRoundTrip(Board board) {
        assertThat(StoredBoard.read(StoredBoard.write(board))).isEqualTo(board);
    }

    @Test
    @DisplayName("What version 1 wrote is still read")
    void versionOne() {
        byte[] written = HexFormat.of().parseHex(LINE_OF_VERSION_1);

        assertThat(StoredLine.read(written)).isEqualTo(line(new Cap.Covered(ID)));
    }

    @Test
    @DisplayName("A row that was cut anywhere is named as torn")
    void cut() {
        byte[] line = StoredLine.write(line(new Cap.Covered(ID)));
        byte[] board = StoredBoard.write(boards().get(3));

        for (int length = 0; length < line.length; length++) {
            byte[] torn = Arrays.copyOf(line, length);
            assertThatThrownBy(() -> StoredLine.read(torn)).isInstanceOf(TornRowException.class);
        }
        for (int length = 0; length < board.length; length++) {
            byte[] torn = Arrays.copyOf(board, length);
            assertThatThrownBy(() -> StoredBoard.read(torn)).isInstanceOf(TornRowException.class);
        }
    }

    @Test
    @DisplayName("A row with any bit flipped is named as torn")
    void flipped() {
        byte[] line = StoredLine.write(line(new Cap.Observed()));

        for (int bit = 0; bit < line.length * 8; bit++) {
            byte[] torn = line.clone();
            torn[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> StoredLine.read(torn)).isInstanceOf(TornRowException.class);
        }
    }

    @Test
    @DisplayName("Random fields under a right checksum are read or named as torn, nothing else")
    void fuzz() {
        long seed = Long.getLong("tocsin.seed", 20_261_127L);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        byte[] row = StoredLine.write(line(new Cap.Covered(ID)));
        int read = 0;
        int torn = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = Arrays.copyOf(row, row.length - Integer.BYTES);
            for (int change = 0; change <= random.nextInt(4); change++) {
                bytes[2 + random.nextInt(bytes.length - 2)] = (byte) random.nextInt(256);
            }
            try {
                StoredLine.read(resealed(bytes));
                read++;
            } catch (TornRowException e) {
                assertThat(e).as("seed " + seed)
                        .hasMessageStartingWith("line row of " + row.length + " bytes: ");
                torn++;
            }
        }
        assertThat(read).isPositive();
        assertThat(torn).isPositive();
    }

    private static byte[] resealed(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return ByteBuffer.allocate(bytes.length + Integer.BYTES).put(bytes).putInt((int) sum.getValue())
                .array();
    }

    @Test
    @DisplayName("A row of another kind, of a later version or with bytes left over says so")
    void named() {
        byte[] line = StoredLine.write(line(new Cap.Observed()));
        byte[] later = line.clone();
        later[1] = 3;
        byte[] longer = resealed(Arrays.copyOf(line, line.length - Integer.BYTES + 1));

        assertThatThrownBy(() -> StoredBoard.read(line)).hasMessageContaining("is of another kind");
        assertThatThrownBy(() -> StoredLine.read(later)).hasMessageContaining("version 3 isn't known, only 1 to 2");
        assertThatThrownBy(() -> StoredLine.read(longer)).hasMessageContaining("1 bytes are left over");
    }
}
