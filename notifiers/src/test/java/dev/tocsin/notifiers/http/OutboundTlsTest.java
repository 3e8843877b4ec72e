package dev.tocsin.notifiers.http;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tocsin.notifiers.Secret;
import dev.tocsin.notifiers.http.Answer.Answered;
import dev.tocsin.notifiers.http.Answer.Failed;

import static org.assertj.core.api.Assertions.assertThat;

import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import okhttp3.HttpUrl;

/** Receivers behind an authority of one's own, straight and through a proxy, with real handshakes. */
class OutboundTlsTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    static Path folder;

    private final MockWebServer server = new MockWebServer();

    @BeforeAll
    static void issue() throws Exception {
        for (String name : List.of("receiver", "other")) {
            String store = folder.resolve(name + ".p12").toString();
            keytool("-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=" + name, "-ext",
                    "SAN=dns:hooks.example,ip:127.0.0.1", "-keystore", store, "-storetype", "PKCS12", "-storepass",
                    PASSWORD);
            keytool("-exportcert", "-rfc", "-alias", name, "-keystore", store, "-storepass", PASSWORD, "-file",
                    folder.resolve(name + ".pem").toString());
        }
    }

    @BeforeEach
    void open() throws Exception {
        server.useHttps(identity().getSocketFactory());
        server.start(InetAddress.getByName("127.0.0.1"), 0);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void an_authority_of_ones_own_is_trusted_besides_the_jdks() {
        // Given
        server.enqueue(new MockResponse.Builder().code(202).build());
        Outbound outbound = new Outbound(null, null, List.of(), folder.resolve("receiver.pem"));
        // When
        Answer answer = send(outbound, "https://127.0.0.1:" + server.getPort() + "/");
        // Then
        assertThat(answer).isInstanceOfSatisfying(Answered.class, it -> assertThat(it.code()).isEqualTo(202));
        assertThat(outbound.client().x509TrustManager().getAcceptedIssuers())
                .contains(Outbound.STRAIGHT.client().x509TrustManager().getAcceptedIssuers());
    }

    @Test
    void a_certificate_of_an_unknown_authority_is_refused_and_said_to_be_that() {
        for (@Nullable
        Path authorities : new @Nullable Path[]{null, folder.resolve("other.pem")}) {
            // When
            Answer answer = send(new Outbound(null, null, List.of(), authorities),
                    "https://127.0.0.1:" + server.getPort() + "/");
            // Then
            assertThat(answer).isInstanceOfSatisfying(Failed.class, it -> assertThat(it.detail())
                    .contains("its certificate is of no authority that is trusted here", "127.0.0.1"));
        }
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void the_proxy_for_https_is_asked_for_a_tunnel_and_sees_nothing_of_what_goes_through() throws Exception {
        // Given
        server.enqueue(new MockResponse.Builder().inTunnel().build());
        server.enqueue(new MockResponse.Builder().code(202).build());
        Outbound outbound = new Outbound(Secret.of("http://me:hush@127.0.0.1:" + server.getPort()), null, List.of(),
                folder.resolve("receiver.pem"));
        // When
        Answer answer = send(outbound, "https://hooks.example/secret-path");
        // Then
        assertThat(answer).isInstanceOfSatisfying(Answered.class, it -> assertThat(it.code()).isEqualTo(202));
        RecordedRequest tunnel = server.takeRequest();
        assertThat(tunnel.getRequestLine()).isEqualTo("CONNECT hooks.example:443 HTTP/1.1");
        assertThat(tunnel.getHeaders().get("Proxy-Authorization")).isEqualTo("Basic bWU6aHVzaA==");
        RecordedRequest request = server.takeRequest();
        assertThat(request.getTarget()).isEqualTo("/secret-path");
        assertThat(request.getHandshake()).isNotNull();
        assertThat(request.getHeaders().get("Proxy-Authorization")).isNull();
    }

    private static Answer send(Outbound outbound, String url) {
        return new JsonPost(outbound.client(), List.of()).send(HttpUrl.get(url), "{}".getBytes(StandardCharsets.UTF_8),
                Headers.EMPTY);
    }

    private static SSLContext identity() throws Exception {
        KeyStore store = KeyStore.getInstance(folder.resolve("receiver.p12").toFile(), PASSWORD.toCharArray());
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
