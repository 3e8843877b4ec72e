package dev.tocsin.notifiers.pagerduty;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import dev.tocsin.notifiers.text.Cut;

/** PagerDuty's dedup key: the incident id, which fits by construction; a longer one keeps its head and a hash. */
final class DedupKey {

    /** PagerDuty's limit. */
    static final int MAX = 255;
    private static final int HASH_BYTES = 16;

    private DedupKey() {}

    static String of(String incident) {
        String clean = Cut.line(incident, Integer.MAX_VALUE);
        if (clean.getBytes(StandardCharsets.UTF_8).length <= MAX) {
            return clean;
        }
        return Cut.head(clean, 64) + "~" + HexFormat.of().formatHex(sha256(incident), 0, HASH_BYTES);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
