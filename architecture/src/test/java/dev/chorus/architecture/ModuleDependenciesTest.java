package dev.chorus.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import org.junit.jupiter.api.Test;

class ModuleDependenciesTest {
    private static final String CONTRACT = "dev.chorus.contract..";
    private static final String BUS = "dev.chorus.bus..";
    private static final String STORE = "dev.chorus.store..";
    private static final String SERVICE = "dev.chorus.service..";
    private static final String SYNC = "dev.chorus.sync..";
    private static final String MESSAGING = "dev.chorus.messaging..";
    private static final String GATEWAY = "dev.chorus.gateway..";
    private static final String SERVER = "dev.chorus.server..";
    private static final String CLIENT = "dev.chorus.client..";
    private static final String JAVA = "java..";
    private static final String ANNOTATIONS = "org.jspecify..";
    private static final String JACKSON = "com.fasterxml.jackson..";

    @Test
    void contractsAreJavaAndJacksonAlone() {
        classes()
                .that()
                .resideInAPackage(CONTRACT)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(CONTRACT, JAVA, ANNOTATIONS, JACKSON)
                .check(Chorus.CLASSES);
    }

    @Test
    void theBusIsContractsAndVertxCoreAlone() {
        classes()
                .that()
                .resideInAPackage(BUS)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(BUS, CONTRACT, JAVA, ANNOTATIONS, JACKSON, "io.vertx.core..")
                .check(Chorus.CLASSES);
    }

    @Test
    void theStoreKnowsNoBusAndNoFeature() {
        noClasses()
                .that()
                .resideInAPackage(STORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(BUS, SERVICE, SYNC, MESSAGING, GATEWAY, SERVER)
                .check(Chorus.CLASSES);
    }

    @Test
    void theGatewayNeverTouchesTheStore() {
        noClasses()
                .that()
                .resideInAPackage(GATEWAY)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(STORE, SERVICE, "io.vertx.redis..")
                .check(Chorus.CLASSES);
    }

    @Test
    void whatServicesShareKnowsNoneOfThem() {
        noClasses()
                .that()
                .resideInAPackage(SERVICE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SYNC, MESSAGING, GATEWAY, SERVER)
                .check(Chorus.CLASSES);
    }

    @Test
    void theServicesKnowEachOtherOnlyThroughContractsAndBus() {
        slices().matching("dev.chorus.(sync|messaging|gateway)..")
                .should()
                .notDependOnEachOther()
                .check(Chorus.CLASSES);
    }

    @Test
    void theJavaClientIsContractsAndVertxCoreAlone() {
        classes()
                .that()
                .resideInAPackage(CLIENT)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(CLIENT, CONTRACT, JAVA, ANNOTATIONS, JACKSON, "io.vertx.core..")
                .check(Chorus.CLASSES);
    }

    @Test
    void noPartOfTheClusterNeedsTheClient() {
        noClasses()
                .that()
                .resideInAnyPackage(CONTRACT, BUS, STORE, SERVICE, SYNC, MESSAGING, GATEWAY, SERVER)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CLIENT)
                .check(Chorus.CLASSES);
    }

    @Test
    void nothingDependsOnTheServer() {
        noClasses()
                .that()
                .resideOutsideOfPackages(SERVER, "dev.chorus.bench..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(SERVER)
                .check(Chorus.CLASSES);
    }

    @Test
    void noFeatureOfTheStoreOrTheServicesGoesRoundInCircles() {
        slices().matching("dev.chorus.sync.(*)..").should().beFreeOfCycles().check(Chorus.CLASSES);
        slices().matching("dev.chorus.contract.(frame|value|error|change|access)..")
                .should()
                .beFreeOfCycles()
                .check(Chorus.CLASSES);
    }

    @Test
    void onlyOnePackageKnowsThatThereIsOpenTelemetry() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.chorus.server.trace..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.opentelemetry..")
                .check(Chorus.CLASSES);
    }

    @Test
    void onlyTheServerKnowsThatThereIsHazelcast() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.chorus.server.cluster..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.hazelcast..", "io.vertx.spi.cluster.hazelcast..")
                .check(Chorus.CLASSES);
    }
}
