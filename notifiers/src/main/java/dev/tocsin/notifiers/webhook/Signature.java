package dev.tocsin.notifiers.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.tocsin.notifiers.Secret;

import okhttp3.Headers;

/**
 * What proves to the taker of a request who sent it, and when: {@value #TIMESTAMP} has seconds since 1970,
 * {@value #SIGNATURE} is {@code sha256=} and the hex HMAC-SHA256 (RFC 2104) of the timestamp, a full stop and the body.
 */
final class Signature {

    static final String TIMESTAMP = "Tocsin-Timestamp";
    static final String SIGNATURE = "Tocsin-Signature";

    private static final String ALGORITHM = "HmacSHA256";

    private Signature() {}

    static void sign(Headers.Builder headers, byte[] body, Secret key, Instant now) {
        String timestamp = Long.toString(now.getEpochSecond());
        headers.add(TIMESTAMP, timestamp);
        headers.add(SIGNATURE, "sha256=" + HexFormat.of().formatHex(hmac(key, timestamp, body)));
    }

    private static byte[] hmac(Secret key, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
