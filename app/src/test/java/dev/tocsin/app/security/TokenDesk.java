package dev.tocsin.app.security;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * An OAuth 2 authorization server of one client: tokens for client credentials (RFC 6749, 4.4) as JWTs signed with RS256
 * (RFC 7519), and the key to check them with (RFC 7517).
 */
final class TokenDesk implements AutoCloseable {

    static final String AUDIENCE = "kafka";
    private static final String KEY = "key-1";
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final KeyPair keys;
    private final String client;
    private final String credentials;

    /** Opens one at a free port of this machine. */
    TokenDesk(String client, String secret) throws IOException, GeneralSecurityException {
        this.client = client;
        this.credentials = "Basic " + Base64.getEncoder()
                .encodeToString((client + ":" + secret).getBytes(StandardCharsets.UTF_8));
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        this.keys = generator.generateKeyPair();
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", this::token);
        server.createContext("/keys", this::keys);
        server.start();
    }

    String tokenUrl() {
        return url("/token");
    }

    String keysUrl() {
        return url("/keys");
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void token(HttpExchange exchange) throws IOException {
        if (!credentials.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, Map.of("error", "invalid_client"));
            return;
        }
        try {
            answer(exchange, 200,
                    Map.of("access_token", jwt(), "token_type", "Bearer", "expires_in", LIFETIME.toSeconds()));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private void keys(HttpExchange exchange) throws IOException {
        var key = (RSAPublicKey) keys.getPublic();
        answer(exchange, 200, Map.of("keys", new Object[]{Map.of("kty", "RSA", "kid", KEY, "use", "sig", "alg", "RS256",
                "n", unsigned(key.getModulus()), "e", unsigned(key.getPublicExponent()))}));
    }

    private String jwt() throws IOException, GeneralSecurityException {
        long now = Instant.now().getEpochSecond();
        String signed = base64(JSON.writeValueAsBytes(Map.of("alg", "RS256", "typ", "JWT", "kid", KEY))) + "."
                + base64(JSON.writeValueAsBytes(Map.of("sub", client, "aud", AUDIENCE, "scope", AUDIENCE, "iat", now,
                        "exp", now + LIFETIME.toSeconds())));
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + base64(signature.sign());
    }

    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return base64(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] json = JSON.writeValueAsBytes(body);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, json.length);
        exchange.getResponseBody().write(json);
        exchange.close();
    }
}
