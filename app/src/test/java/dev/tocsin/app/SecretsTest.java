package dev.tocsin.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.tocsin.app.cli.ExitCode;
import dev.tocsin.app.settings.Settings;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;

/** No secret is in anything that is printed, logged or thrown, whatever fails. */
class SecretsTest {

    private static final String MARKER = "hush7f3a";

    private static final String YAML = """
            brokers: [no-such-host.invalid:9092]
            kafka:
              security.protocol: SASL_SSL
              sasl.mechanism: SCRAM-SHA-512
              sasl.jaas.config: org.apache.kafka.common.security.scram.ScramLoginModule required username="u" password="hush7f3a";
              ssl.keystore.password: hush7f3a
              ssl.key.password: hush7f3a
              ssl.truststore.password: hush7f3a
              sasl.oauthbearer.client.credentials.client.secret: hush7f3a
            schema.registry:
              url: http://u:hush7f3a@no-such-host.invalid:8081
              basic.auth.credentials.source: URL
              ssl.keystore.password: hush7f3a
            receivers:
              pagerduty: {routing_key: hush7f3a}
              slack: {token: xoxb-hush7f3a, channel: C1, webhook_url: "https://hooks.slack.com/services/hush7f3a"}
            http: {port: 0, token: hush7f3a}
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final ch.qos.logback.classic.Logger root = (ch.qos.logback.classic.Logger) LoggerFactory
            .getLogger(Logger.ROOT_LOGGER_NAME);
    private final Level before = root.getLevel();
    private final List<Appender<ILoggingEvent>> usual = new ArrayList<>();

    @TempDir
    Path folder;

    @BeforeEach
    void listenToEverything() {
        root.iteratorForAppenders().forEachRemaining(usual::add);
        usual.forEach(root::detachAppender);
        root.setLevel(Level.DEBUG);
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        root.detachAppender(log);
        usual.forEach(root::addAppender);
        root.setLevel(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "topics", "incidents", "config get"})
    void aCommandThatFailsGivesNoSecretAway(String command) throws IOException {
        // Given
        List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
        arguments.addAll(List.of("--settings", file(YAML), "--debug"));
        // When
        int exit = execute(arguments.toArray(String[]::new));
        // Then
        assertThat(exit).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("no-such-host.invalid").contains("\tat ");
        assertThat(everythingSaid()).noneMatch(text -> text.contains(MARKER));
    }

    @Test
    void settingsThatAreWrongAreSaidWithoutTheSecretsAmongThem() throws IOException {
        // Given
        String wrong = YAML.replace("port: 0", "port: many").replace("channel: C1", "chanel: C1")
                .replace("security.protocol: SASL_SSL", "state.dir: x");
        // When
        int exit = execute("run", "--settings", file(wrong), "--debug");
        // Then
        assertThat(exit).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("http.port 'many'", "receivers.slack.chanel", "kafka.state.dir");
        assertThat(everythingSaid()).noneMatch(text -> text.contains(MARKER));
    }

    @Test
    void settingsAsAWholeAndInPartsShowNoSecret() throws IOException {
        // When
        Settings settings = Settings.load(Path.of(file(YAML)), Map.of());
        // Then
        assertThat(Stream.of(settings, settings.given(), settings.kafka(), settings.registry(), settings.receivers(),
                settings.http(), settings.application(), settings.topics()).map(String::valueOf))
                .noneMatch(text -> text.contains(MARKER));
    }

    private List<String> everythingSaid() {
        List<String> said = new ArrayList<>(List.of(out.toString(), err.toString()));
        List.copyOf(log.list).forEach(event -> {
            said.add(event.getFormattedMessage());
            if (event.getThrowableProxy() != null) {
                said.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
        });
        return said;
    }

    private String file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("tocsin.yaml"), yaml).toString();
    }

    private int execute(String... arguments) {
        return Tocsin.commandLine(new PrintWriter(out, true), new PrintWriter(err, true), Map.of())
                .execute(arguments);
    }
}
