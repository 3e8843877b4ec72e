package dev.tocsin.topology.derive;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.tocsin.escalation.identity.ServiceId;
import dev.tocsin.topology.derive.Input.Kind;
import dev.tocsin.topology.derive.Input.Part;

import static org.assertj.core.api.Assertions.assertThat;

class MappedSampleCodecTest {

    private static final MappedSample SAMPLE = new MappedSample(new ServiceId("prod", "shöp"), "pod-1",
            List.of(Input.of("a", 3, 0.001, Kind.RATE, Combine.SUM, Combine.MAX),
                    new Input("b", 70_000, 1, Kind.QUANTILES, Combine.MEAN, Combine.MEAN, List.of(0.5, 0.99))),
            List.of(new Observation.Level(0, Part.OF, Long.MIN_VALUE, 1_700_000_000_000L, -1.5),
                    new Observation.Count(0, Part.TO, 5, 1_700_000_000_123L, 1_600_000_000_000L, true, 1e300),
                    new Observation.Buckets(1, 6, 1_700_000_000_123L, 0, false, new double[]{0.1, 5},
                            new long[]{1, 2, 3}),
                    new Observation.Buckets(1, 7, 1_700_000_000_123L, 0, false, new double[]{0.1, 5},
                            new long[]{4, 5, 6}),
                    new Observation.Exponential(1, 8, 1_700_000_000_000L, 1, true, -3, 9, -120, new long[]{7, 0, 8}),
                    new Observation.UpTo(1, 9, 1_700_000_000_000L, 0, false, Double.POSITIVE_INFINITY, 12)));

    @Test
    void aSampleIsReadAsItWasWritten() {
        byte[] bytes = MappedSampleCodec.write(SAMPLE);

        MappedSample read = MappedSampleCodec.read(bytes);

        assertThat(read).usingRecursiveComparison().isEqualTo(SAMPLE);
        assertThat(bytes[0]).isEqualTo(MappedSampleCodec.FIRST);
    }

    @Test
    void tornBytesAreNoSampleAndNoFailure() {
        byte[] bytes = MappedSampleCodec.write(SAMPLE);

        for (int length = 0; length < bytes.length; length++) {
            assertThat(MappedSampleCodec.read(Arrays.copyOf(bytes, length))).isNull();
        }
    }
}
