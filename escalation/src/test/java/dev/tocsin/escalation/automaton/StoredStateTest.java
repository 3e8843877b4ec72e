package dev.tocsin.escalation.automaton;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

import org.junit.jupiter.api.Test;

import dev.tocsin.escalation.identity.IncidentId;
import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.escalation.incident.Burning;
import dev.tocsin.escalation.incident.Clearing;
import dev.tocsin.escalation.incident.Climb;
import dev.tocsin.escalation.incident.Dossier;
import dev.tocsin.escalation.incident.MatchedStep;
import dev.tocsin.escalation.incident.OrderConfidence;
import dev.tocsin.escalation.incident.Standing;
import dev.tocsin.escalation.incident.Tier;
import dev.tocsin.escalation.neighbour.News;
import dev.tocsin.escalation.signal.LastChanges;
import dev.tocsin.escalation.signal.Runs;
import dev.tocsin.escalation.verdict.Change;
import dev.tocsin.escalation.verdict.Level;
import dev.tocsin.escalation.verdict.Phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StoredStateTest {

    private static final ServiceId SERVICE = new ServiceId("prod-eu", "käse/checkout");

    private static final ServiceId OTHER = new ServiceId("prod-eu", "inventory");

    private static final Instant AT = Instant.parse("2026-01-01T00:00:00.123Z");

    private static final MatchedStep FIRST = new MatchedStep("latency_high", SERVICE, AT, Tier.DIGEST, "latency_p99",
            2.5, 0.3, 9.5, null, null);

    private static final MatchedStep SECOND = new MatchedStep("deployed", SERVICE, AT.plusSeconds(60), Tier.NOTIFY,
            null, Double.NaN, Double.NaN, Double.NaN, Duration.ofSeconds(60), Duration.ofMillis(240_001));

    /** Every kind of thing there is, so that the file of the first layout shows it all. */
    private static final ServiceState FULL = new ServiceState(
            new Runs(List.of(new Runs.Run(-7L, 1), new Runs.Run(Long.MAX_VALUE, 120))), 0b1000000001,
            List.of(new Partial("cascade", 0x1234567890abcdefL, SERVICE, 2, 0b10000001, AT, AT.plusSeconds(60), true,
                    List.of(FIRST, SECOND))),
            List.of(new Burning(new Dossier(IncidentId.of("cascade", SERVICE, AT), "cascade", "1234567890abcdef",
                    SERVICE, AT, new Climb(Tier.NOTIFY, false, OrderConfidence.LOW, List.of(FIRST, SECOND)),
                    AT.plusSeconds(61), 3), Standing.ESCALATED),
                    new Clearing(new Dossier(IncidentId.of("sustained-anomaly", SERVICE, AT), "sustained-anomaly", "1",
                            SERVICE, AT, new Climb(Tier.DIGEST, true, OrderConfidence.HIGH, List.of(FIRST)),
                            AT.plusSeconds(61), 0), AT.plusSeconds(180))));

    /** The same with what the second layout added. */
    private static final ServiceState FULLER = new ServiceState(FULL.runs(), FULL.recent(),
            List.of(FULL.partials().getFirst(), new Partial("loop", 7, SERVICE, 0, 0, AT, AT, false, List.of(),
                    List.of(AT, AT.plusSeconds(60)))),
            FULL.incidents(),
            new Aside(List.of(new Disarmed("cascade", null), new Disarmed("loop", AT.plusSeconds(600))),
                    new LastChanges(List.of(new LastChanges.LastChange(Change.Kind.DEPLOY, AT))),
                    new Around(77, List.of("active"),
                            List.of(new Heard(OTHER, "errors_up", AT, "error_ratio", 0.3, 0.01, 7.5)),
                            List.of(new Pending.Other(new Heard(OTHER, "deployed", AT, null, Double.NaN, Double.NaN,
                                    Double.NaN), News.Standing.MOMENT),
                                    new Pending.Own(AT, AT.minusSeconds(60), Phase.MATURE, Level.ANOMALOUS, true, 4.5,
                                            List.of(new Pending.Seen("latency_high", "p99", 2.5, 0.3))),
                                    new Pending.Own(AT.plusSeconds(1), null, Phase.MATURE, Level.NORMAL, false,
                                            Double.NaN, List.of(new Pending.Seen("deployed", null, Double.NaN,
                                                    Double.NaN)))))));

    @Test
    void whatIsWrittenIsReadAgain() {
        assertThat(StoredState.read(StoredState.write(FULLER))).isEqualTo(FULLER);
    }

    @Test
    void nothingPendingIsNoBytes() {
        assertThat(StoredState.write(ServiceState.EMPTY)).isEmpty();
        assertThat(StoredState.read(new byte[0])).isEqualTo(ServiceState.EMPTY);
    }

    @Test
    void everyLayoutEverWrittenIsStillRead() throws IOException {
        assertThat(StoredState.read(bytesOf("state-1.hex"))).isEqualTo(FULL);
        assertThat(StoredState.read(bytesOf("state-2.hex"))).isEqualTo(FULLER);
    }

    /** Should this fail, the layout has changed: give it a new version, and keep reading the old one. */
    @Test
    void theLayoutIsTheOneOfItsVersion() throws IOException {
        assertThat(HexFormat.of().formatHex(StoredState.write(FULLER)))
                .isEqualTo(HexFormat.of().formatHex(bytesOf("state-" + StoredState.VERSION + ".hex")));
    }

    /** The largest there can be: eight stages done and eight members seen, or sixty-three occurrences counted. */
    @Test
    void aPartialStaysBelowHalfAKilobyte() {
        var step = new MatchedStep("latency_high", SERVICE, AT.plus(Duration.ofDays(200)), Tier.DIGEST, "latency_p99",
                2.5, 0.3, 9.5, Duration.ofDays(25), Duration.ofDays(25));
        var gathering = new Partial("cascade", 1, SERVICE, 7, 0xff, AT, AT.plus(Duration.ofDays(200)), true,
                Collections.nCopies(Partial.MAX_STEPS - 1, step));
        var counting = new Partial("cascade", 1, SERVICE, 7, 0, AT, AT.plus(Duration.ofDays(200)), true,
                Collections.nCopies(7, step),
                IntStream.range(0, 63).mapToObj(i -> AT.plus(Duration.ofDays(200)).plusMillis(i * 41_000_000L))
                        .toList());

        assertThat(new StateWriter().bytesOf(gathering)).isLessThanOrEqualTo(512);
        assertThat(new StateWriter().bytesOf(counting)).isLessThanOrEqualTo(512);
    }

    @Test
    void tornBytesAreNamed() {
        byte[] whole = StoredState.write(FULLER);

        for (int length = 1; length < whole.length; length++) {
            byte[] torn = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> StoredState.read(torn)).isInstanceOf(TornStateException.class)
                    .hasMessageContaining("torn");
        }
    }

    @Test
    void aFlippedBitIsFound() {
        byte[] whole = StoredState.write(FULLER);

        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> StoredState.read(flipped)).isInstanceOf(TornStateException.class);
        }
    }

    @Test
    void aLaterLayoutIsNamed() {
        byte[] later = StoredState.write(FULL);
        later[0] = 9;

        assertThatThrownBy(() -> StoredState.read(sealed(later))).isInstanceOf(TornStateException.class)
                .hasMessage("state has layout 9; this release reads up to 2");
    }

    /** Nonsense under a right checksum ends in the same named failure, or in a state: never in anything else. */
    @Test
    void nonsenseNeverBreaksTheReader() {
        long seed = Long.getLong("tocsin.seed", 20_260_101L);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        byte[] whole = StoredState.write(FULLER);
        int torn = 0;

        for (int round = 0; round < 20_000; round++) {
            byte[] nonsense = random.nextBoolean() ? whole.clone() : new byte[5 + random.nextInt(200)];
            if (nonsense.length != whole.length) {
                random.nextBytes(nonsense);
            }
            for (int change = 0; change <= random.nextInt(6); change++) {
                nonsense[random.nextInt(nonsense.length)] = (byte) random.nextInt();
            }
            nonsense[0] = StoredState.VERSION;
            torn += readsOrIsTorn(sealed(nonsense), seed, round) ? 0 : 1;
        }

        assertThat(torn).as("of seed %s", seed).isBetween(1, 19_999);
    }

    private static boolean readsOrIsTorn(byte[] bytes, long seed, int round) {
        try {
            ServiceState state = StoredState.read(bytes);
            assertThat(StoredState.read(StoredState.write(state))).as("seed %s, round %s", seed, round)
                    .isEqualTo(state);
            return true;
        } catch (TornStateException torn) {
            return false;
        }
    }

    private static byte[] sealed(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, bytes.length - 4);
        return ByteBuffer.wrap(bytes.clone()).putInt(bytes.length - 4, (int) crc.getValue()).array();
    }

    private static byte[] bytesOf(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(StoredStateTest.class.getResourceAsStream(resource), resource)) {
            return HexFormat.of().parseHex(new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip());
        }
    }
}
