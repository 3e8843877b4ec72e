package dev.tocsin.app.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Asks a service how it is: a program of its own for a container's health check, with nothing but the JDK's sockets, so
 * that it is done in a fraction of a second. Ends with 0 where the answer is 200, else with 1; prints the answer.
 */
public final class Probe {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 1 << 16;
    private static final String STANDARD_PORT = "8484";

    private Probe() {}

    /** @param arguments what to ask; this machine's {@code /healthz} at {@code TOCSIN_HTTP_PORT} where nothing is said */
    public static void main(String... arguments) {
        Map<String, String> environment = System.getenv();
        String url = arguments.length > 0
                ? arguments[0]
                : "http://127.0.0.1:" + environment.getOrDefault("TOCSIN_HTTP_PORT", STANDARD_PORT) + "/healthz";
        System.exit(well(URI.create(url), Optional.ofNullable(environment.get("TOCSIN_HTTP_TOKEN"))) ? 0 : 1);
    }

    private static boolean well(URI url, Optional<String> token) {
        try {
            String answer = ask(url, token);
            System.out.println(body(answer));
            return answer.lines().findFirst().orElse("").matches("HTTP/1\\.[01] 200( .*)?");
        } catch (IOException e) {
            System.out.println(url + " doesn't answer: " + e.getMessage());
            return false;
        }
    }

    private static String ask(URI url, Optional<String> token) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(url.getHost(), url.getPort() < 0 ? 80 : url.getPort()),
                    (int) PATIENCE.toMillis());
            socket.setSoTimeout((int) PATIENCE.toMillis());
            String request = "GET " + url.getRawPath() + " HTTP/1.0\r\nHost: " + url.getAuthority() + "\r\n"
                    + token.map(value -> "Authorization: Bearer " + value.strip() + "\r\n").orElse("") + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        }
    }

    private static String body(String answer) {
        int end = answer.indexOf("\r\n\r\n");
        return end < 0 ? answer.strip() : answer.substring(end).strip();
    }
}
