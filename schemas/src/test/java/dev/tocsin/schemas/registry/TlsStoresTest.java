package dev.tocsin.schemas.registry;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tocsin.schemas.registry.RegistryFailure.Unreachable;

import static dev.tocsin.schemas.registry.SchemaRegistryContract.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;

class TlsStoresTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    static Path folder;

    private final MockWebServer server = new MockWebServer();
    private final Map<String, Object> properties = new HashMap<>();

    @BeforeAll
    static void makeStores() throws Exception {
        String here = folder.resolve("here.p12").toString();
        keytool("-genkeypair", "-alias", "here", "-keyalg", "EC", "-dname", "CN=here", "-ext", "SAN=ip:127.0.0.1",
                "-keystore", here, "-storetype", "PKCS12", "-storepass", PASSWORD);
        keytool("-exportcert", "-rfc", "-alias", "here", "-keystore", here, "-storepass", PASSWORD, "-file",
                folder.resolve("here.pem").toString());
        keytool("-importcert", "-noprompt", "-alias", "here", "-file", folder.resolve("here.pem").toString(),
                "-keystore", folder.resolve("trust.p12").toString(), "-storetype", "PKCS12", "-storepass", PASSWORD);
    }

    @BeforeEach
    void start() throws Exception {
        server.useHttps(context().getSocketFactory());
        server.start(InetAddress.getByName("127.0.0.1"), 0);
        server.enqueue(new MockResponse.Builder().body("[\"s\"]").build());
        properties.put("schema.registry.url", "https://127.0.0.1:" + server.getPort());
        properties.put("max.retries", 0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aTrustStoreOfPkcs12Serves() {
        trust("trust.p12", "PKCS12");
        properties.put("schema.registry.ssl.truststore.password", PASSWORD);

        assertThat(subjects()).containsExactly("s");
    }

    @Test
    void aTrustStoreOfPemServes() {
        trust("here.pem", "PEM");

        assertThat(subjects()).containsExactly("s");
    }

    @Test
    void withoutATrustStoreTheServerIsNotTrusted() {
        assertThat(failure(this::subjects)).isInstanceOfSatisfying(Unreachable.class,
                failure -> assertThat(failure.message()).contains("SSLHandshakeException"));
    }

    @Test
    void aCertificateForAnotherHostIsRefusedUnlessToldOtherwise() {
        // Given
        trust("here.pem", "PEM");
        properties.put("schema.registry.url", "https://localhost:" + server.getPort());

        // When
        RegistryFailure refused = failure(this::subjects);
        properties.put("schema.registry.ssl.endpoint.identification.algorithm", "");

        // Then
        assertThat(refused.message()).contains("SSLPeerUnverifiedException");
        assertThat(subjects()).containsExactly("s");
    }

    @Test
    void aKeyStoreShowsWhoIsAsking() {
        // Given
        server.requireClientAuth();
        trust("here.pem", "PEM");

        // When
        RegistryFailure withoutKey = failure(this::subjects);
        properties.put("schema.registry.ssl.keystore.location", folder.resolve("here.p12").toString());
        properties.put("schema.registry.ssl.keystore.type", "PKCS12");
        properties.put("schema.registry.ssl.keystore.password", PASSWORD);

        // Then
        assertThat(withoutKey).isInstanceOf(Unreachable.class);
        assertThat(subjects()).containsExactly("s");
    }

    @Test
    void aStoreThatCannotBeOpenedIsSaidAtOnceWithoutThePassword() {
        // Given
        trust("trust.p12", "PKCS12");
        properties.put("schema.registry.ssl.truststore.password", "hunter2");

        // Then
        assertThatExceptionOfType(ConfigException.class).isThrownBy(this::subjects)
                .withMessageContaining("schema.registry.ssl.")
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("hunter2"));
    }

    private void trust(String store, String type) {
        properties.put("schema.registry.ssl.truststore.location", folder.resolve(store).toString());
        properties.put("schema.registry.ssl.truststore.type", type);
    }

    private List<String> subjects() {
        try (SchemaRegistry registry = SchemaRegistry.connectUncached(RegistrySettings.from(properties))) {
            return registry.subjects();
        }
    }

    private static SSLContext context() throws Exception {
        KeyStore store = KeyStore.getInstance(folder.resolve("here.p12").toFile(), PASSWORD.toCharArray());
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        KeyStore trusted = KeyStore.getInstance(folder.resolve("trust.p12").toFile(), PASSWORD.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
