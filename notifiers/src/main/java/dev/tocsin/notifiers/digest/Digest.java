package dev.tocsin.notifiers.digest;

import java.util.Optional;

import org.apache.avro.specific.SpecificRecord;

/** Where lines for reading later go. */
@FunctionalInterface
public interface Digest {

    /**
     * Writes a {@code DigestEntry} or {@code DigestSummary} and waits until it is kept.
     *
     * @param key {@code namespace/service}
     * @return empty once it is kept, else what failed
     */
    Optional<String> write(String key, SpecificRecord line);
}
