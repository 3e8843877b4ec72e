package dev.tocsin.topology.profile;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

import dev.tocsin.escalation.identity.ServiceId;

/**
 * How a candidate is tried out.
 *
 * @param share of the services it matches, above 0 and at most 1
 */
public record Trial(double share) {

    private static final double HASHES = 1L << 32;

    public Trial {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share is " + share + ", must be above 0 and at most 1");
        }
    }

    /** Whether a service is in the share: by a hash of both names, so the same ones each time and on every instance. */
    boolean takes(String candidate, ServiceId service) {
        CRC32 hash = new CRC32();
        hash.update((candidate + "\n" + service).getBytes(StandardCharsets.UTF_8));
        return hash.getValue() / HASHES < share;
    }
}
