package paas.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BuildArgumentsTest {
  private static BuildArguments of(Map<String, String> config) {
    return new BuildArguments(
        new BuildRequest(
            "0".repeat(32),
            TestPlatform.app(),
            out -> {},
            BuildSettings.AUTOMATIC,
            config,
            "abc",
            BuildLimits.defaults()));
  }

  @Test
  void onlyDeclaredNamesGetValues() {
    var arguments = of(Map.of("A", "1", "B", "2"));
    assertEquals(
        Map.of("A", "1", "SOURCE_VERSION", "abc"),
        arguments.of(Set.of("A", "C", "SOURCE_VERSION")));
  }

  @Test
  void nothingTellsBuildKitWhichFrontendToUse() {
    var arguments = of(Map.of("BUILDKIT_SYNTAX", "a/x", "A", "1"));
    assertEquals(Map.of("A", "1"), arguments.of(Set.of("BUILDKIT_SYNTAX", "A")));
  }

  @Test
  void sourceVersionIsTheCommitWhateverTheConfigSays() {
    assertEquals("abc", of(Map.of("SOURCE_VERSION", "x")).all().get("SOURCE_VERSION"));
  }

  @Test
  void historyLosesValuesHoweverShort() {
    var arguments = of(Map.of("N", "7", "EMPTY", ""));
    assertEquals(
        "RUN |2 EMPTY= N=[N] /bin/sh -c echo 7 # buildkit",
        arguments.clean("RUN |2 EMPTY= N=7 /bin/sh -c echo 7 # buildkit"));
  }

  @Test
  void historyLosesSecretsWhereverTheyAre() {
    assertEquals(
        "ENV COPY=[TOKEN]", of(Map.of("TOKEN", "t0ps3cret!")).clean("ENV COPY=t0ps3cret!"));
  }
}
