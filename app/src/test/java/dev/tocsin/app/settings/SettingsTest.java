package dev.tocsin.app.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.tocsin.notifiers.Secret;
import dev.tocsin.notifiers.alertmanager.AlertmanagerSettings;
import dev.tocsin.notifiers.pagerduty.PagerDutySettings;
import dev.tocsin.notifiers.slack.SlackSettings;
import dev.tocsin.topology.TopologySettings.Source;
import dev.tocsin.topology.decode.Format;
import dev.tocsin.topology.limits.TelemetryLimits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import okhttp3.HttpUrl;

class SettingsTest {

    @TempDir
    Path folder;

    @Test
    void nothingSaidIsTheStandardWithADigest() {
        // Given nothing
        // When
        Settings settings = read("", Map.of());
        // Then
        assertThat(settings.window()).isEqualTo(WindowSettings.STANDARD);
        assertThat(settings.http()).isEqualTo(HttpSettings.STANDARD);
        assertThat(settings.kafka().brokers()).isEmpty();
        assertThat(settings.sources()).extracting(Source::topic).containsExactly("tocsin.telemetry.v1");
        assertThat(settings.receivers()).containsOnlyKeys("digest");
    }

    @Test
    void nestedAndDottedNamesAreTheSameAndTheEnvironmentWins() {
        // Given
        String yaml = """
                brokers: [a:1, b:2]
                state.dir: /var/lib/tocsin
                window: {size: 10s, grace: 2s}
                http: {port: 1}
                kafka:
                  security.protocol: SASL_SSL
                  sasl: {mechanism: PLAIN}
                """;
        // When
        Settings settings = read(yaml, Map.of("TOCSIN_HTTP_PORT", "2", "TOCSIN_WINDOW_GRACE", "500ms",
                "TOCSIN_KAFKA_SASL_MECHANISM", "SCRAM-SHA-512", "TOCSIN_KAFKA_A__B___C", "x"));
        // Then
        assertThat(settings.kafka().brokers()).containsExactly("a:1", "b:2");
        assertThat(settings.application().stateDir()).isEqualTo(Path.of("/var/lib/tocsin"));
        assertThat(settings.window().size()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.window().grace()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.http().port()).isEqualTo(2);
        assertThat(settings.kafka().properties()).containsExactlyInAnyOrderEntriesOf(
                Map.of("security.protocol", "SASL_SSL", "sasl.mechanism", "SCRAM-SHA-512", "a_b-c", "x"));
    }

    @Test
    void limitsAreReadAndOnesThatLetNothingInAreRefused() {
        assertThat(read("limits: {services: 300, metrics: 60}", Map.of("TOCSIN_LIMITS_INSTANCES", "50")).limits())
                .isEqualTo(new TelemetryLimits(300, TelemetryLimits.STANDARD.namespaces(), 60, 50));
        assertThat(refused("limits.metrics: 0", Map.of())).singleElement().asString()
                .contains("limits.metrics 0 must be from 1 to 200");
    }

    @Test
    void bootstrapServersIsShortForTheOneSettingEverybodyNeeds() {
        assertThat(read("", Map.of("TOCSIN_BOOTSTRAP_SERVERS", "k:9092")).kafka().brokers()).containsExactly("k:9092");
        assertThat(read("", Map.of("TOCSIN_KAFKA_BOOTSTRAP_SERVERS", "k:9092")).kafka().brokers())
                .containsExactly("k:9092");
    }

    @Test
    void receiversAndSourcesCanComeFromTheEnvironmentAlone() {
        // Given
        Map<String, String> environment = Map.of("TOCSIN_RECEIVERS_ON_CALL_TYPE", "pagerduty",
                "TOCSIN_RECEIVERS_ON_CALL_ROUTING_KEY", "k3y", "TOCSIN_SOURCES_0_TOPIC", "otlp_metrics",
                "TOCSIN_SOURCES_0_FORMAT", "otlp_proto");
        // When
        Settings settings = read("", environment);
        // Then
        assertThat(settings.receivers()).containsOnlyKeys("on-call", "digest");
        assertThat(settings.receivers().get("on-call"))
                .isEqualTo(
                        new ReceiverSettings.PagerDuty(PagerDutySettings.of(PagerDutySettings.US, Secret.of("k3y"))));
        assertThat(settings.sources()).containsExactly(
                new Source("otlp_metrics", Format.OTLP_PROTO, false));
    }

    @Test
    void webhooksAndAlertmanagersAreReadWithEverythingTheySay() throws IOException {
        // Given
        String yaml = """
                receivers:
                  hook:
                    type: webhook
                    webhook_url: https://hooks.example/hush1
                    signing_key: hush2
                    headers: {X-Api-Key: hush3}
                    template: '{"text": "{{summary}}"}'
                    default: false
                  alertmanager:
                    url: [http://am-1:9093, http://am-2:9093/prefix]
                    token: hush4
                    labels: {cluster: eu}
                    refresh: 30s
                outbound: {proxy: "http://me:hush5@proxy:3128", no_proxy: [.corp, am-1]}
                """;
        // When
        Settings settings = read(yaml, Map.of("HTTPS_PROXY", "http://elsewhere:1"));
        // Then
        assertThat(settings.receivers().get("hook")).isInstanceOfSatisfying(ReceiverSettings.Webhook.class, hook -> {
            assertThat(hook.settings().headers()).containsOnlyKeys("X-Api-Key");
            assertThat(hook.settings().template()).isNotNull();
            assertThat(hook.byDefault()).isFalse();
        });
        assertThat(settings.receivers().get("alertmanager")).isEqualTo(new ReceiverSettings.Alertmanager(
                new AlertmanagerSettings(
                        List.of(HttpUrl.get("http://am-1:9093"), HttpUrl.get("http://am-2:9093/prefix")),
                        Secret.of("hush4"), new TreeMap<>(Map.of("cluster", "eu")), Duration.ofSeconds(30)),
                true));
        assertThat(settings.outbound().https()).isEqualTo(Secret.of("http://me:hush5@proxy:3128"));
        assertThat(settings.outbound().direct()).containsExactly(".corp", "am-1");
        assertThat(List.of(settings.toString(), settings.receivers().toString(), settings.outbound().toString(),
                settings.given().toString())).noneMatch(text -> text.contains("hush"));
    }

    @Test
    void aProxyOfTheEnvironmentHoldsWhereTheSettingsSayNone() throws IOException {
        Settings settings = read("", Map.of("https_proxy", "http://proxy:3128", "NO_PROXY", "a, .b"));

        assertThat(settings.outbound().https()).isEqualTo(Secret.of("http://proxy:3128"));
        assertThat(settings.outbound().http()).isNull();
        assertThat(settings.outbound().direct()).containsExactly("a", ".b");
    }

    @Test
    void digestsAreReadAndHeldAgainstTheReceivers() throws IOException {
        String hook = "receivers: {hook: {type: webhook, webhook_url: http://x/}, pd: {type: pagerduty, routing_key: k}}\n";

        assertThat(read(hook + "digests: {shop: {to: hook, team: shop, at: ['09:00', '17:00'], days: mon-fri, "
                + "zone: Europe/Berlin}}", Map.of()).digests()).singleElement().satisfies(plan -> {
                    assertThat(plan.times()).hasSize(2);
                    assertThat(plan.days()).hasSize(5);
                });
        assertThat(refused(hook + "digests: {a: {to: nobody, at: '09:00'}}", Map.of()))
                .anySatisfy(p -> assertThat(p).contains("digests.a: there is no receiver 'nobody'"));
        assertThat(refused(hook + "digests: {a: {to: pd, at: '09:00'}}", Map.of()))
                .anySatisfy(p -> assertThat(p).contains("'pd' is neither a slack nor a webhook receiver"));
        assertThat(refused(hook + "digests: {a: {to: hook, at: 9}}", Map.of()))
                .anySatisfy(p -> assertThat(p).contains("write 09:00"));
    }

    @Test
    void aSlipInATemplateIsFoundAtStart() throws IOException {
        assertThat(
                refused("receivers: {hook: {type: webhook, webhook_url: http://x/, template: '{\"a\": {{sumary}}}'}}",
                        Map.of()))
                .anySatisfy(p -> assertThat(p).contains("receivers.hook: template", "sumary"));
    }

    @Test
    void secretsComeFromTheirPlacesAndAreNeverShown() throws IOException {
        // Given
        Path secrets = Files.createDirectories(folder.resolve("secrets"));
        Files.writeString(secrets.resolve("token"), "xoxb-hush1");
        Path properties = Files.writeString(folder.resolve("login.properties"), "login=u:hush2\n");
        String yaml = """
                receivers:
                  pager: {type: pagerduty, routing_key: "${env:PD_KEY}"}
                  slack: {token: "${dir:%s:token}", channel: alerts}
                  hook: {type: slack, webhook_url: https://hooks.slack.com/services/hush4}
                schema.registry: {url: "http://u:hush5@r:8081", basic.auth.user.info: "${file:%s:login}"}
                kafka: {sasl.jaas.config: hush3, ssl.keystore.key: hush6}
                """.formatted(secrets, properties);
        // When
        Settings settings = read(yaml, Map.of("PD_KEY", "hush0"));
        // Then
        assertThat(settings.receivers().get("pager")).isEqualTo(
                new ReceiverSettings.PagerDuty(PagerDutySettings.of(PagerDutySettings.US, Secret.of("hush0"))));
        assertThat(settings.receivers().get("slack"))
                .isEqualTo(new ReceiverSettings.Slack(SlackSettings.bot(Secret.of("xoxb-hush1"), "alerts")));
        assertThat(settings.registry().properties()).containsEntry("schema.registry.basic.auth.user.info", "u:hush2");
        assertThat(settings.kafka().client()).containsEntry("sasl.jaas.config", "hush3");
        assertThat(settings.given().settings()).containsEntry("receivers.pager.routing_key", "${env:PD_KEY}");
        assertThat(List.of(settings.toString(), settings.receivers().toString(), settings.kafka().toString(),
                settings.registry().toString(), settings.given().toString())).noneMatch(text -> text.contains("hush"));
    }

    @Test
    void everyProblemIsNamedWithItsPlaceAndValue() {
        // Given
        String yaml = """
                window: {size: 1 fortnight, grce: 1s}
                http.port: 99999
                topics: {partitions: many}
                application: {guarantee: maybe}
                brokers: nowhere
                kafka: {processing.guarantee: x}
                receivers: {a: {type: pagerduty}, b: {routing_key: hush}}
                """;
        // When
        List<String> problems = refused(yaml, Map.of("TOCSIN_WINDOW_IDLE", "soon"));
        // Then
        assertThat(problems)
                .anySatisfy(p -> assertThat(p).contains("tocsin.yaml", "window.size '1 fortnight' isn't a duration"))
                .anySatisfy(p -> assertThat(p).contains("window.grce isn't a setting", "did you mean 'window.grace'"))
                .anySatisfy(p -> assertThat(p).contains("http.port 99999 must be from 0 to 65535"))
                .anySatisfy(p -> assertThat(p).contains("topics.partitions 'many' isn't a whole number"))
                .anySatisfy(p -> assertThat(p).contains("'maybe' is none of exactly_once_v2, at_least_once"))
                .anySatisfy(
                        p -> assertThat(p).contains("kafka.processing.guarantee: set application.guarantee instead"))
                .anySatisfy(p -> assertThat(p).contains("TOCSIN_WINDOW_IDLE: window.idle 'soon'"))
                .anySatisfy(p -> assertThat(p).contains("receivers.a: has no routing_key"))
                .noneMatch(p -> p.contains("hush"));
    }

    @Test
    void whatIsWrongWithAReceiverHidesNothingAndIsNotSaidOfItsSettings() {
        // Given
        String yaml = """
                receivers:
                  x: {type: pagerdutty, routing_key: hush}
                  y: {type: webhook, webhok_url: http://x/, headers: {A: b}}
                  z: {type: alertmanager}
                digests:
                  d: {to: nobody, at: "25:00"}
                  e: {to: y, at: "09:00"}
                platform: {receiver: x}
                """;
        // When
        List<String> problems = refused(yaml, Map.of());
        // Then
        assertThat(problems).hasSize(5)
                .anySatisfy(p -> assertThat(p).contains("receivers.x.type 'pagerdutty' is none of pagerduty, slack"))
                .anySatisfy(p -> assertThat(p).contains("receivers.y: has no webhook_url"))
                .anySatisfy(p -> assertThat(p).contains("receivers.y.webhok_url isn't a setting",
                        "did you mean 'receivers.y.webhook_url'?"))
                .anySatisfy(p -> assertThat(p).contains("receivers.z: "))
                .anySatisfy(p -> assertThat(p).contains("digests.d: there is no receiver 'nobody'"));
    }

    @Test
    void anAddressThatIsAskedForSeveralTimesIsWrongOnce() {
        String yaml = "receivers: {alertmanager: {url: '${env:NOWHERE}'}}\nplatform: {receiver: alertmanager}";

        assertThat(refused(yaml, Map.of())).filteredOn(problem -> problem.contains("NOWHERE")).hasSize(1);
    }

    @Test
    void anAlertmanagerNeedsNothingButItsAddress() {
        assertThat(read("", Map.of("TOCSIN_RECEIVERS_ALERTMANAGER_URL", "http://am:9093")).receivers())
                .containsOnlyKeys("alertmanager", "digest");
    }

    @Test
    void beyondThisMachineHttpNeedsATokenOrAnExplicitChoice() {
        assertThat(refused("http.host: 0.0.0.0", Map.of())).singleElement().asString().contains("http.token");
        assertThat(refused("http: {host: 0.0.0.0, open: everything}", Map.of())).singleElement().asString()
                .contains("http.open 'everything'");
        HttpSettings token = read("http.host: 0.0.0.0", Map.of("TOCSIN_HTTP_TOKEN", "hush")).http();
        assertThat(token.token()).contains(Secret.of("hush"));
        assertThat(token.toString()).doesNotContain("hush");
        assertThat(read("http: {host: 0.0.0.0, open: [health, metrics]}", Map.of()).http().open())
                .containsExactlyInAnyOrder(HttpSettings.Part.HEALTH, HttpSettings.Part.METRICS);
    }

    @Test
    void aReferenceThatLeadsNowhereIsAProblem() {
        assertThat(refused("state.dir: ${env:NOT_THERE}", Map.of())).singleElement().asString()
                .contains("state.dir", "NOT_THERE");
        assertThat(refused("state.dir: ${vault:x:y}", Map.of())).singleElement().asString().contains("${vault:x:y}");
        assertThat(refused("state.dir: ${file:/not/there:y}", Map.of())).singleElement().asString()
                .contains("/not/there");
    }

    @Test
    void brokenYamlIsToldWithItsLine() {
        assertThat(refused("a: 1\na: 2\n", Map.of())).singleElement().asString().contains("tocsin.yaml", "line 2");
        assertThat(refused("a: [1\nb", Map.of())).singleElement().asString().contains("tocsin.yaml", "line");
        assertThat(refused("- a\n- b\n", Map.of())).singleElement().asString().contains("isn't a map");
    }

    @Test
    void aNamedFileMustBeThere() {
        // When
        var failure = catchThrowableOfType(SettingsException.class,
                () -> Settings.load(null, Map.of("TOCSIN_CONFIG_FILE", "/not/there.yaml")));
        // Then
        assertThat(failure.problems()).containsExactly("/not/there.yaml: no such file");
    }

    @Test
    void unknownVariablesAreWarnedOfButNotThoseOfKubernetes() {
        // When
        Settings settings = read("", Map.of("TOCSIN_HTTP_PROT", "1", "TOCSIN_SERVICE_HOST", "10.0.0.1",
                "TOCSIN_PORT_8484_TCP", "tcp://10.0.0.1:8484", "TOCSIN_DEBUG", "1"));
        // Then
        assertThat(settings.given().warnings()).singleElement().asString().contains("TOCSIN_HTTP_PROT",
                "TOCSIN_HTTP_PORT");
    }

    private Settings read(String yaml, Map<String, String> environment) {
        try {
            return Settings.load(Files.writeString(folder.resolve("tocsin.yaml"), yaml), environment);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aGroupProtocolThatHidesTheLagIsRefused() {
        assertThat(refused("{brokers: 'b:9092', kafka: {group.protocol: streams}}", Map.of()))
                .singleElement().asString().contains("kafka.group.protocol 'streams': only 'classic' works");
    }

    private List<String> refused(String yaml, Map<String, String> environment) {
        return catchThrowableOfType(SettingsException.class, () -> read(yaml, environment)).problems();
    }
}
