package dev.tocsin.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;

import dev.tocsin.app.settings.HttpSettings.Part;
import dev.tocsin.app.settings.Settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The chart, linted and rendered by Helm itself, its manifests read as Kubernetes' own types. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "Helm's library is here for Linux on amd64")
class ChartTest {

    @TempDir
    Path folder;

    @Test
    void itPassesHelmsStrictLint() {
        // When
        var lint = chart().lint().strict().call();
        // Then
        assertThat(lint.isFailed()).as(lint.toString()).isFalse();
    }

    @Test
    void everyFieldOfWhatItRendersIsKubernetesOwn() {
        // When
        Manifests manifests = render(usual().set("persistence.storageClass", "fast")
                .set("existingSecret", "tocsin").set("secretMounts[0].name", "kafka")
                .set("secretMounts[0].secretName", "tocsin-kafka").set("http.tokenSecret.name", "tocsin-http")
                .set("dashboards.enabled", true));
        // Then
        assertThat(manifests.unknownFields()).isEmpty();
        assertThat(manifests.kinds()).contains("StatefulSet", "Service", "ServiceAccount", "PodDisruptionBudget",
                "ConfigMap");
    }

    @Test
    void aFieldThatKubernetesDoesntKnowWouldBeFound() {
        // Given
        Manifests misspelt = Manifests.parse("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: x}
                spec: {template: {spec: {terminationGracePeriodSecond: 30, containers: [{name: x, ressources: {}}]}}}
                """);
        // When, Then
        assertThat(misspelt.unknownFields()).containsExactlyInAnyOrder(
                "StatefulSet.Spec.Template.Spec.terminationGracePeriodSecond",
                "StatefulSet.Spec.Template.Spec.Containers[].ressources");
    }

    @Test
    void aPodTakesItsStateAndItsPartitionsBack() {
        // When
        StatefulSet set = render(usual()).only(StatefulSet.class);
        // Then
        assertThat(set.getSpec().getPodManagementPolicy()).isEqualTo("Parallel");
        assertThat(set.getSpec().getVolumeClaimTemplates()).singleElement()
                .satisfies(claim -> assertThat(claim.getMetadata().getName()).isEqualTo("state"));
        Container container = container(set);
        assertThat(container.getEnv()).extracting(EnvVar::getName).containsSubsequence("POD_NAME",
                "TOCSIN_KAFKA_GROUP_INSTANCE_ID");
        assertThat(container.getEnv()).filteredOn(env -> env.getName().equals("TOCSIN_KAFKA_GROUP_INSTANCE_ID"))
                .extracting(EnvVar::getValue).containsExactly("$(POD_NAME)");
        assertThat(container.getVolumeMounts()).anySatisfy(mount -> {
            assertThat(mount.getName()).isEqualTo("state");
            assertThat(mount.getMountPath()).isEqualTo("/var/lib/tocsin");
        });
    }

    @Test
    void itRunsWithoutPrivilegesOnAReadOnlyRoot() {
        // When
        PodSpec pod = render(usual()).only(StatefulSet.class).getSpec().getTemplate().getSpec();
        // Then
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(10_001);
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getContainers()).allSatisfy(container -> {
            assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
            assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
            assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        });
        assertThat(pod.getVolumes()).filteredOn(volume -> volume.getEmptyDir() != null).extracting(Volume::getName)
                .containsExactly("tmp");
    }

    @Test
    void aStartMayTakeFiveMinutesAndOnlyADeadOneIsStartedAnew() {
        // When
        Container container = container(render(usual()).only(StatefulSet.class));
        // Then
        Probe startup = container.getStartupProbe();
        assertThat(startup.getPeriodSeconds() * startup.getFailureThreshold()).isEqualTo(300);
        assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/healthz");
        assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/readyz");
    }

    @Test
    void theSettingsItWritesAreSettingsOfTheService() throws IOException {
        // Given
        Manifests manifests = render(usual().set("kafka.properties.security\\.protocol", "SASL_SSL")
                .set("settings.sources[0].topic", "otlp_metrics").set("settings.window.size", "30s"));
        String yaml = manifests.of(ConfigMap.class).stream().flatMap(map -> map.getData().entrySet().stream())
                .filter(entry -> entry.getKey().equals("tocsin.yaml")).map(Map.Entry::getValue).findFirst()
                .orElseThrow();
        // When
        Settings settings = Settings.load(Files.writeString(folder.resolve("tocsin.yaml"), yaml), Map.of());
        // Then
        assertThat(settings.kafka().brokers()).containsExactly("kafka:9092");
        assertThat(settings.kafka().properties()).containsEntry("security.protocol", "SASL_SSL");
        assertThat(settings.sources()).singleElement()
                .satisfies(source -> assertThat(source.topic()).isEqualTo("otlp_metrics"));
        assertThat(settings.application().stateDir()).isEqualTo(Path.of("/var/lib/tocsin"));
        assertThat(settings.http().open()).containsExactlyInAnyOrder(Part.HEALTH, Part.METRICS);
        assertThat(settings.http().token()).isEmpty();
    }

    @Test
    void itObservesUntilSomebodySaysOtherwise() {
        // When
        Container observing = container(render(usual()).only(StatefulSet.class));
        Container paging = container(render(usual().set("observe", false)).only(StatefulSet.class));
        // Then
        assertThat(observing.getArgs()).contains("--observe");
        assertThat(paging.getArgs()).doesNotContain("--observe");
    }

    @Test
    void whatIsSwitchedOffIsNotThere() {
        // When
        Manifests manifests = render(usual().set("podDisruptionBudget.enabled", false)
                .set("serviceAccount.create", false).set("persistence.enabled", false));
        // Then
        assertThat(manifests.kinds()).doesNotContain("PodDisruptionBudget", "ServiceAccount", "ServiceMonitor",
                "PrometheusRule");
        assertThat(manifests.only(StatefulSet.class).getSpec().getVolumeClaimTemplates()).isEmpty();
    }

    @Test
    void whatPrometheusIsToldIsThereWhenItIsAskedFor() {
        // When
        Manifests manifests = render(usual().set("serviceMonitor.enabled", true).set("prometheusRule.enabled", true)
                .set("dashboards.enabled", true));
        // Then
        assertThat(manifests.of(GenericKubernetesResource.class)).extracting(GenericKubernetesResource::getKind)
                .containsExactlyInAnyOrder("ServiceMonitor", "PrometheusRule");
        assertThat(manifests.of(ConfigMap.class)).filteredOn(
                map -> "1".equals(map.getMetadata().getLabels().get("grafana_dashboard"))).hasSize(2);
        assertThat(manifests.only(PodDisruptionBudget.class).getSpec().getMaxUnavailable().getIntVal()).isEqualTo(1);
    }

    @Test
    void theTestPodAsksWhetherItIsReadyAsUnprivileged() throws IOException {
        // Given the chart with its hook as a plain manifest, which rendering leaves out otherwise
        Path chart = folder.resolve("tocsin");
        copy(Folder.at("helm/tocsin"), chart);
        Path pod = chart.resolve("templates/tests/health.yaml");
        Files.writeString(pod, Files.readString(pod).replaceAll("helm.sh/hook", "example.com/hook"));
        // When
        Manifests manifests = render(new Helm(chart).template().withName("bell").set("kafka.bootstrapServers", "k:1")
                .set("schemaRegistry.url", "http://r:1"));
        // Then
        assertThat(manifests.unknownFields()).isEmpty();
        Container container = manifests.only(Pod.class).getSpec().getContainers().getFirst();
        assertThat(container.getCommand()).endsWith("http://bell-tocsin:8484/readyz");
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(manifests.of(Service.class)).extracting(service -> service.getMetadata().getName())
                .contains("bell-tocsin");
    }

    @ParameterizedTest
    @CsvSource({"replicaCount,0,replicaCount", "replicaCont,2,replicaCont", "image.pullPolicy,Sometimes,pullPolicy",
            "kafka.bootstrapServers,nowhere,bootstrapServers", "schemaRegistry.url,registry,schemaRegistry",
            "settings.http.port,1,http", "persistence.size,much,persistence",
            "java.maxRAMPercentage,99,maxRAMPercentage",
            "kafka.properties.application\\.id,x,application.id"})
    void aWrongValueIsRefusedByItsName(String name, String value, String expected) {
        assertThatThrownBy(() -> usual().set(name, value).call())
                .hasMessageContaining(expected);
    }

    @Test
    void withoutBrokersItSaysWhatToSet() {
        assertThatThrownBy(() -> chart().template().withName("t").call())
                .hasMessageContaining("kafka.bootstrapServers");
    }

    private static Helm chart() {
        return new Helm(Folder.at("helm/tocsin"));
    }

    private static TemplateCommand usual() {
        return chart().template().withName("bell").set("kafka.bootstrapServers", "kafka:9092")
                .set("schemaRegistry.url", "http://registry:8081");
    }

    private static Manifests render(TemplateCommand command) {
        return Manifests.parse(command.call());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static Container container(StatefulSet set) {
        return set.getSpec().getTemplate().getSpec().getContainers().getFirst();
    }
}
