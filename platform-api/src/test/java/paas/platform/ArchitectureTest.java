package paas.platform;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** DESIGN's module graph and package order, held by the build. */
class ArchitectureTest {
  /** Each package may import only those before it; the root composes and nobody imports it. */
  private static final List<String> ORDER =
      List.of(
          "fault",
          "outbound",
          "app",
          "cert",
          "recipe",
          "config",
          "access",
          "release",
          "formation",
          "storage",
          "autoscale",
          "health",
          "manifest",
          "check",
          "plan",
          "store",
          "metrics",
          "build",
          "collect",
          "deploy",
          "scaling",
          "oneoff",
          "log",
          "drain",
          "secure",
          "cron",
          "inspect",
          "intake",
          "pack",
          "git",
          "push",
          "sync",
          "api");

  private static final String[] LEAVES = {"paas.router..", "paas.runner..", "paas.builder.."};

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("paas");

  @TestFactory
  Stream<DynamicTest> aPackageImportsOnlyThoseBeforeIt() {
    return ORDER.stream()
        .map(name ->
            DynamicTest.dynamicTest(
                name,
                () ->
                    noClasses()
                        .that()
                        .resideInAPackage("paas.platform." + name + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(after(name))
                        .allowEmptyShould(true)
                        .check(CLASSES)));
  }

  private static String[] after(String name) {
    return Stream.concat(
            Stream.of("paas.platform"),
            ORDER.subList(ORDER.indexOf(name) + 1, ORDER.size()).stream()
                .map(later -> "paas.platform." + later + ".."))
        .toArray(String[]::new);
  }

  @Test
  void onlyTheDoingPackagesTouchRunnerAndBuilder() {
    noClasses()
        .that()
        .resideInAPackage("paas.platform..")
        .and()
        .resideOutsideOfPackages(
            "paas.platform",
            "paas.platform.build..",
            "paas.platform.collect..",
            "paas.platform.deploy..",
            "paas.platform.oneoff..",
            "paas.platform.log..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("paas.runner..", "paas.builder..")
                .and(resideOutsideOfPackage("paas.builder.fetch")))
        .check(CLASSES);
  }

  @Test
  void everyPackageOfThePlatformHasItsPlaceInTheOrder() {
    noClasses()
        .that()
        .resideInAPackage("paas.platform..")
        .should()
        .resideOutsideOfPackages(
            Stream.concat(
                    Stream.of("paas.platform"),
                    ORDER.stream().map(name -> "paas.platform." + name + ".."))
                .toArray(String[]::new))
        .check(CLASSES);
  }

  @Test
  void httpAndLogRoutersDoNotSeeEachOther() {
    noClasses()
        .that()
        .resideInAPackage("paas.router.http..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("paas.router.logs..")
        .allowEmptyShould(true)
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("paas.router.logs..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("paas.router.http..")
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void leavesKnowNeitherThePlatformNorMicronaut() {
    noClasses()
        .that()
        .resideInAnyPackage(LEAVES)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("paas.platform..", "io.micronaut..", "jakarta.inject..")
        .check(CLASSES);
  }

  @Test
  void betweenLeavesOnlyTheBuilderSeesTheRunner() {
    noClasses()
        .that()
        .resideInAPackage("paas.router..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("paas.runner..", "paas.builder..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("paas.runner..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("paas.router..", "paas.builder..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("paas.builder..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("paas.router..")
        .check(CLASSES);
  }

  @Test
  void onlyRunnerAndBuilderTouchTheDockerClient() {
    noClasses()
        .that()
        .resideOutsideOfPackages("paas.runner..", "paas.builder..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.github.dockerjava..")
        .check(CLASSES);
  }

  @Test
  void onlyTheStoreTouchesTheDatabase() {
    noClasses()
        .that()
        .resideInAPackage("paas.platform..")
        .and()
        .resideOutsideOfPackage("paas.platform.store..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.sql..",
            "javax.sql..",
            "io.micronaut.data..",
            "org.flywaydb..",
            "paas.platform.store.row..",
            "paas.platform.store.vault..")
        .check(CLASSES);
  }
}
