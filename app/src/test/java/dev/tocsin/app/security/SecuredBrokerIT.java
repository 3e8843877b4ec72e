package dev.tocsin.app.security;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tocsin.app.Tocsin;
import dev.tocsin.app.broker.SecuredBroker;
import dev.tocsin.app.cli.Failure;
import dev.tocsin.app.http.Check;
import dev.tocsin.app.kafka.WholeTopic;
import dev.tocsin.app.registry.EmbeddedSchemaRegistry;
import dev.tocsin.app.run.Service;
import dev.tocsin.app.settings.KafkaSettings;
import dev.tocsin.app.settings.Settings;
import dev.tocsin.schemas.registry.RegistrySettings;
import dev.tocsin.schemas.registry.SchemaRegistry;
import dev.tocsin.schemas.serde.AvroSerde;
import dev.tocsin.schemas.serde.SerdeSettings;
import dev.tocsin.schemas.topic.Topics;
import dev.tocsin.schemas.v1.TelemetrySample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The service connects, reads and writes by each way of logging in, with exactly the ACLs that are documented. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class SecuredBrokerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String USER = "tocsin";
    private static final String MARKER = "hush-7f3a";
    private static final String STRANGER = "hush-5c1d";
    /** What the JVM wants to be told before it asks for a token or a key. */
    private static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";
    private static final Topics TOPICS = Topics.standard();

    @TempDir
    static Path folder;

    private static TokenDesk tokens;
    private static SecuredBroker broker;
    private static EmbeddedSchemaRegistry registry;
    private static Admin admin;

    @BeforeAll
    static void start() throws Exception {
        Stores.trustEachOther(folder.resolve("broker.p12"), "localhost", folder.resolve("tocsin.p12"), USER);
        tokens = new TokenDesk(USER, MARKER);
        System.setProperty(ALLOWED_URLS, tokens.tokenUrl() + "," + tokens.keysUrl());
        broker = new SecuredBroker(folder.resolve("data"), folder.resolve("broker.p12"), Stores.PASSWORD,
                Map.of(USER, MARKER, "stranger", STRANGER), tokens.keysUrl());
        admin = Admin.create(Map.of("bootstrap.servers", broker.plain()));
        admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(USER,
                new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), MARKER))).all().get();
        admin.createTopics(List.of(new NewTopic("otlp_metrics", 2, (short) 1))).all().get();
        admin.createAcls(AclFile.bindings(USER)).all().get();
        registry = new EmbeddedSchemaRegistry(broker.plain(), 0, TOPICS.embeddedSchemas());
    }

    @AfterAll
    static void stop() {
        registry.close();
        admin.close();
        broker.close();
        System.clearProperty(ALLOWED_URLS);
        tokens.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "SCRAM-SHA-512", "OAUTHBEARER", "mTLS"})
    void itReadsJudgesAndWritesWithNoRightsButThoseDocumented(String login) throws Exception {
        // Given
        Settings settings = settings(login);
        try (Service service = Service.start(settings)) {
            await().atMost(PATIENCE).until(() -> service.health().ready().stream().allMatch(Check::ok));
            // When
            String name = "checkout-" + login.toLowerCase(Locale.ROOT);
            // Then
            await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
                send(name);
                return judged(name);
            });
            assertThat(settings.toString()).doesNotContain(MARKER, Stores.PASSWORD);
        }
    }

    @Test
    void aWrongPasswordIsSaidWithoutThePassword() {
        // Given
        Settings settings = settings("PLAIN", "wrong-" + MARKER);
        // When, Then
        assertThatThrownBy(() -> Service.start(settings)).isInstanceOf(Failure.class)
                .hasMessageContaining("refuse the login").hasMessageNotContaining(MARKER);
    }

    @Test
    void aWrongClientSecretIsSaidWithoutTheSecret() {
        // Given
        Settings settings = settings("OAUTHBEARER", "wrong-" + MARKER);
        // When, Then
        assertThatThrownBy(() -> Service.start(settings)).isInstanceOf(Failure.class)
                .hasMessageContaining("401").hasMessageContaining("token endpoint").hasMessageNotContaining(MARKER);
        assertThat(settings.toString()).doesNotContain(MARKER);
    }

    @Test
    void whoHasNoRightsIsToldWhichIsMissing() {
        // Given
        Settings settings = login("PLAIN", "stranger", STRANGER);
        // When, Then
        assertThatThrownBy(() -> Service.start(settings)).isInstanceOf(Failure.class)
                .satisfies(failure -> assertThat(failure.getMessage() + ((Failure) failure).remedy())
                        .containsAnyOf("don't let us", "there is no topic"));
        assertThat(admin.describeAcls(AclBindingFilter.ANY).values()).succeedsWithin(PATIENCE);
    }

    @Test
    void theDoctorNamesEachRightThatIsMissing() throws Exception {
        // Given
        var yaml = new StringBuilder();
        properties("PLAIN", "stranger", STRANGER).forEach((name, value) -> yaml.append('"').append(name).append("\": '")
                .append(value).append("'\n"));
        Path file = Files.writeString(folder.resolve("stranger.yaml"), yaml);
        var out = new StringWriter();
        // When
        int exit = Tocsin.commandLine(new PrintWriter(out), new PrintWriter(out), Map.of())
                .execute("doctor", "--settings", file.toString());
        // Then
        assertThat(exit).isEqualTo(1);
        assertThat(out.toString()).containsPattern("fail +access to topics +not allowed: .*otlp_metrics: DESCRIBE")
                .containsPattern("fail +access to groups +not allowed: tocsin, tocsin-delivery-digest")
                .containsPattern("fail +access to internal topics +not allowed: ")
                .containsPattern("fail +access to transactions +not allowed: ")
                .contains("Grant Describe and Write on the transactional id prefix tocsin-.")
                .doesNotContain(STRANGER);
    }

    private static Settings settings(String login) {
        return settings(login, MARKER);
    }

    private static Settings settings(String login, String password) {
        return login(login, USER, password);
    }

    private static Settings login(String login, String user, String password) {
        return Settings.of("test", properties(login, user, password));
    }

    private static Map<String, String> properties(String login, String user, String password) {
        Map<String, String> all = new HashMap<>(Map.of("schema.registry.url", registry.url(), "topics.partitions", "2",
                "http.port", "0", "window.size", "5s", "window.grace", "1s", "window.idle", "2s", "state.dir",
                folder.resolve("state").toString(), "sources.0.topic", "otlp_metrics", "sources.0.format", "auto",
                "topics.replication", "1"));
        all.put("kafka.ssl.truststore.location", folder.resolve("tocsin.p12").toString());
        all.put("kafka.ssl.truststore.password", Stores.PASSWORD);
        if (login.equals("mTLS")) {
            all.put("brokers", broker.mutualTls());
            all.put("kafka.security.protocol", "SSL");
            all.put("kafka.ssl.keystore.location", folder.resolve("tocsin.p12").toString());
            all.put("kafka.ssl.keystore.password", Stores.PASSWORD);
        } else if (login.equals("OAUTHBEARER")) {
            all.put("brokers", broker.sasl());
            all.put("kafka.security.protocol", "SASL_SSL");
            all.put("kafka.sasl.mechanism", login);
            all.put("kafka.sasl.login.callback.handler.class",
                    "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler");
            all.put("kafka.sasl.jaas.config",
                    "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;");
            all.put("kafka.sasl.oauthbearer.token.endpoint.url", tokens.tokenUrl());
            all.put("kafka.sasl.oauthbearer.client.credentials.client.id", user);
            all.put("kafka.sasl.oauthbearer.client.credentials.client.secret", password);
        } else {
            String module = login.equals("PLAIN") ? "plain.PlainLoginModule" : "scram.ScramLoginModule";
            all.put("brokers", broker.sasl());
            all.put("kafka.security.protocol", "SASL_SSL");
            all.put("kafka.sasl.mechanism", login);
            all.put("kafka.sasl.jaas.config", "org.apache.kafka.common.security." + module + " required username=\""
                    + user + "\" password=\"" + password + "\";");
        }
        return all;
    }

    private static void send(String service) {
        try (SchemaRegistry client = SchemaRegistry.connect(RegistrySettings.from(
                Map.of("schema.registry.url", registry.url())));
                var producer = new KafkaProducer<>(Map.of("bootstrap.servers", broker.plain()), new StringSerializer(),
                        AvroSerde.of(client, SerdeSettings.standard(), TelemetrySample.class).serializer())) {
            producer.send(new ProducerRecord<>("otlp_metrics", TelemetrySample.newBuilder().setService(service)
                    .setTime(Instant.now()).setMetrics(Map.of("latency_p99_seconds", 0.1, "error_ratio", 0.001))
                    .build()));
        }
    }

    private static boolean judged(String service) {
        boolean[] found = {false};
        WholeTopic.read(new KafkaSettings(List.of(broker.plain()), Map.of()), TOPICS.verdicts().name(),
                verdict -> found[0] |= verdict.key().endsWith("/" + service));
        return found[0];
    }
}
