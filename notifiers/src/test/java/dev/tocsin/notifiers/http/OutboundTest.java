package dev.tocsin.notifiers.http;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tocsin.notifiers.Secret;
import dev.tocsin.notifiers.http.Answer.Answered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Headers;
import okhttp3.HttpUrl;

class OutboundTest {

    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

    private final MockWebServer proxy = new MockWebServer();

    @BeforeEach
    void open() throws Exception {
        proxy.start();
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    @Test
    void asks_the_proxy_and_tells_it_who_asks_when_it_wants_to_know() throws Exception {
        // Given
        proxy.enqueue(new MockResponse.Builder().code(407).addHeader("Proxy-Authenticate", "Basic").build());
        proxy.enqueue(new MockResponse.Builder().code(204).build());
        Outbound outbound = new Outbound(null, Secret.of("http://me:hush@localhost:" + proxy.getPort()), List.of(),
                null);
        // When
        Answer answer = send(outbound, "http://hooks.example/x");
        // Then
        assertThat(answer).isInstanceOfSatisfying(Answered.class, it -> assertThat(it.code()).isEqualTo(204));
        assertThat(proxy.takeRequest().getHeaders().get("Host")).isEqualTo("hooks.example");
        assertThat(proxy.takeRequest().getHeaders().get("Proxy-Authorization")).isEqualTo("Basic bWU6aHVzaA==");
        assertThat(outbound.toString()).doesNotContain("hush");
    }

    @Test
    void reaches_what_is_direct_and_this_machine_without_it() {
        // Given a proxy nobody listens at
        Outbound outbound = new Outbound(null, Secret.of("http://127.0.0.1:1"), List.of("nip.invalid", ".corp"), null);
        proxy.enqueue(new MockResponse.Builder().code(204).build());
        // When
        Answer here = send(outbound, proxy.url("/").toString());
        // Then
        assertThat(here).isInstanceOf(Answered.class);
        assertThat(outbound.client().proxySelector().select(java.net.URI.create("http://a.corp/")))
                .containsExactly(java.net.Proxy.NO_PROXY);
        assertThat(outbound.client().proxySelector().select(java.net.URI.create("http://a.corpse/")))
                .doesNotContain(java.net.Proxy.NO_PROXY);
    }

    @Test
    void refuses_authorities_that_are_none(@TempDir Path folder) throws Exception {
        Path pem = Files.writeString(folder.resolve("ca.pem"), "nothing");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Outbound(null, null, List.of(), pem).client()).withMessageContaining("ca.pem");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Outbound(Secret.of("socks://x"), null, List.of(), null))
                .withMessageContaining("http://proxy:3128");
    }

    private static Answer send(Outbound outbound, String url) {
        return new JsonPost(outbound.client(), List.of()).send(HttpUrl.get(url), BODY, Headers.EMPTY);
    }
}
