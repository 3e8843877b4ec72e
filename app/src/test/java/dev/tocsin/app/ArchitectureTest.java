package dev.tocsin.app;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** Who may know whom. */
@AnalyzeClasses(packages = "dev.tocsin", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] PURE = {"dev.tocsin.detectors..", "dev.tocsin.escalation.."};

    @ArchTest
    static final ArchRule modulesPointInwards = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.tocsin..")
            .layer("schemas").definedBy("dev.tocsin.schemas..")
            .layer("detectors").definedBy("dev.tocsin.detectors..")
            .layer("escalation").definedBy("dev.tocsin.escalation..")
            .layer("notifiers").definedBy("dev.tocsin.notifiers..")
            .layer("topology").definedBy("dev.tocsin.topology..")
            .layer("app").definedBy("dev.tocsin.app..")
            .whereLayer("app").mayNotBeAccessedByAnyLayer()
            .whereLayer("topology").mayOnlyBeAccessedByLayers("app")
            .whereLayer("notifiers").mayOnlyBeAccessedByLayers("app")
            .whereLayer("detectors").mayOnlyBeAccessedByLayers("topology", "app")
            .whereLayer("escalation").mayOnlyBeAccessedByLayers("notifiers", "topology", "app")
            .whereLayer("schemas").mayOnlyBeAccessedByLayers("notifiers", "topology", "app");

    @ArchTest
    static final ArchRule pureModulesKnowOnlyThemselvesAndJava = classes().that()
            .resideInAPackage("dev.tocsin.detectors..")
            .should().onlyDependOnClassesThat().resideInAnyPackage("dev.tocsin.detectors..", "java..", "org.jspecify..")
            .andShould().onlyDependOnClassesThat(notOfThePlatformsShell());

    @ArchTest
    static final ArchRule escalationIsPure = classes().that().resideInAPackage("dev.tocsin.escalation..")
            .should().onlyDependOnClassesThat()
            .resideInAnyPackage("dev.tocsin.escalation..", "java..", "org.jspecify..")
            .andShould().onlyDependOnClassesThat(notOfThePlatformsShell());

    @ArchTest
    static final ArchRule pureModulesAskNoClockAndNoDice = noClasses().that().resideInAnyPackage(PURE)
            .should().callMethod(System.class, "currentTimeMillis").orShould().callMethod(System.class, "nanoTime")
            .orShould().callMethod(java.time.Instant.class, "now").orShould().callMethod(Math.class, "random")
            .orShould().dependOnClassesThat().haveFullyQualifiedName("java.time.Clock")
            .orShould().dependOnClassesThat().haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom");

    @ArchTest
    static final ArchRule onlyTopologyAndAppKnowKafkaStreams = noClasses()
            .that(resideOutsideOfPackages("dev.tocsin.topology..", "dev.tocsin.app.."))
            .should().dependOnClassesThat().resideInAPackage("org.apache.kafka.streams..");

    @ArchTest
    static final ArchRule onlyTheEmbeddedBrokerKnowsBrokersFromWithin = noClasses()
            .that(resideOutsideOfPackages("dev.tocsin.app.broker.."))
            .should().dependOnClassesThat(
                    resideInAnyPackage("kafka..", "org.apache.kafka.metadata..", "org.apache.kafka.server.."));

    @ArchTest
    static final ArchRule modulesAreFreeOfCycles = slices().matching("dev.tocsin.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesOfTheAppAreFreeOfCycles = slices().matching("dev.tocsin.app.(**)").should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule namesAreWordsOfTheField = noClasses().should().haveSimpleNameEndingWith("Impl")
            .orShould().haveSimpleNameEndingWith("Manager").orShould().haveSimpleNameEndingWith("Helper")
            .orShould().haveSimpleNameEndingWith("Utils").orShould().haveSimpleNameStartingWith("Abstract");

    /** Beyond java.base's values and collections: files, sockets, SQL, JMX are the shell's. */
    private static DescribedPredicate<JavaClass> notOfThePlatformsShell() {
        return DescribedPredicate.not(resideInAnyPackage("java.net.http..", "java.nio.file..", "java.sql..",
                "java.util.logging..", "java.lang.management..")).as("are not of the platform's shell");
    }
}
