package dev.tocsin.topology.outside;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.tocsin.schemas.v1.OutsideVerdict;
import dev.tocsin.topology.limits.ServiceLimits;

import static org.assertj.core.api.Assertions.assertThat;

class PendingCodecTest {

    private static final Instant END = Instant.parse("2026-03-02T09:01:00Z");
    private static final OutsideVerdict VERDICT = OutsideVerdict.newBuilder().setService("books")
            .setWindowStart(END.minusSeconds(60)).setWindowEnd(END).setModel("lstm@3").setPValue(0.25).build();

    private final List<String> torn = new ArrayList<>();
    private final PendingCodec codec = new PendingCodec(torn::add);

    @Test
    void whatWaitsAndHowOftenAServiceWasHeardSurvive() {
        Pending pending = new Pending(END.minusSeconds(120), 2, List.of(VERDICT));

        assertThat(codec.read("default/books", codec.write(pending))).isEqualTo(pending);
    }

    @Test
    void aRowOfTheFormBeforeIsASettledService() {
        ByteBuffer old = ByteBuffer.allocate(10).put((byte) 1).putLong(END.toEpochMilli()).put((byte) 0);

        assertThat(codec.read("default/books", old.array()))
                .isEqualTo(new Pending(END, ServiceLimits.SETTLED, List.of()));
    }

    @Test
    void whatIsTornIsCountedAndNothing() {
        byte[] whole = codec.write(new Pending(END, 1, List.of(VERDICT)));
        for (int length = 0; length < whole.length; length++) {
            assertThat(codec.read("default/books", Arrays.copyOf(whole, length))).as("%d bytes", length)
                    .isNull();
        }
        assertThat(codec.read("default/books", new byte[]{9, 0, 0})).isNull();
        assertThat(torn).hasSize(whole.length + 1);
    }
}
