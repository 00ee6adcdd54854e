package paas.platform.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import paas.platform.fault.Reason;
import paas.platform.fault.Rejected;

class RecipeTest {
  private static void assertInvalid(Runnable parse, String shown) {
    Rejected refusal = assertThrows(Rejected.class, parse::run, shown);
    assertEquals(Reason.INVALID_PARAMS, refusal.reason());
    assertTrue(refusal.getMessage().length() < 400, refusal.getMessage());
    assertTrue(refusal.getMessage().chars().noneMatch(Character::isISOControl));
  }

  @ParameterizedTest
  @CsvSource({"apps/web,apps/web", "./apps/web/,apps/web", "a b/é,a b/é", "..a/b..,..a/b.."})
  void aPathInsideTheTreeIsTaken(String typed, String path) {
    assertEquals(path, TreePath.parse(typed).value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        ".",
        "./",
        "..",
        "../x",
        "a/../b",
        "a/..",
        "/etc/passwd",
        "a//b",
        "a/./b",
        "//",
        "a\0b",
        "a\nb",
        "././a",
        "./../a"
      })
  void aPathThatMayLeaveTheTreeIsRefused(String typed) {
    assertInvalid(() -> TreePath.parse(typed), typed);
  }

  @Test
  void aPathIsBoundedInBytes() {
    assertEquals(255, TreePath.parse("a".repeat(255)).value().length());
    assertInvalid(() -> TreePath.parse("a".repeat(256)), "256");
    assertInvalid(() -> TreePath.parse("é".repeat(128)), "128 times two bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"web", "Build-1", "a.b_c"})
  void aStageIsTaken(String name) {
    assertEquals(name, new StageName(name).value());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-x", "a b", "a/b", "a\n", "é"})
  void whatIsNoStageIsRefused(String name) {
    assertInvalid(() -> new StageName(name), name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "dockerfile", "buildpacks", "cnb:example/builder:22"})
  void aBuilderIsWrittenAsItWasRead(String text) {
    assertEquals(text, BuilderChoice.parse(text).text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "builder",
        "example/builder",
        "host.example.com:5000/a/b__c.d-e:Tag_1.0",
        "builder@sha256:0000000000000000000000000000000000000000000000000000000000000000"
      })
  void anImageReferenceIsTaken(String reference) {
    assertEquals(reference, new BuilderImage(reference).value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Auto",
        "cnb:",
        "cnb:UPPER",
        "cnb:a b",
        "cnb:a/",
        "cnb:/a",
        "cnb:a@sha256:0",
        "docker",
        "cnb:a:b:c",
        "cnb:../a",
        "cnb:-a",
        "cnb:paas-0123abcd/0123456789abcdef0123456789abcdef"
      })
  void whatIsNoBuilderIsRefused(String text) {
    assertInvalid(() -> BuilderChoice.parse(text), text);
  }

  @ParameterizedTest
  @CsvSource({
    "nodejs,nodejs",
    "heroku/nodejs,heroku/nodejs",
    "urn:buildpack:heroku/nodejs,heroku/nodejs",
    "' nodejs ',nodejs",
    "https://example.com/a/b.git#v1.2/x,https://example.com/a/b.git#v1.2/x",
    "https://example.com/b.tgz,https://example.com/b.tgz",
    "./buildpacks/own,./buildpacks/own"
  })
  void aBuildpackIsTaken(String typed, String value) {
    assertEquals(value, BuildpackRef.parse(typed).value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Node JS",
        "a/b/c",
        "../x",
        "./../x",
        "./",
        "/opt/x",
        "http://example.com/a",
        "ssh://x/y",
        "file:///etc",
        "git@example.com:a/b",
        "https://",
        "https://example.com",
        "https://example.com/",
        "https://user:pw@example.com/a",
        "https://token@example.com/a",
        "https://example.com/a#",
        "https://example.com/a#-x",
        "https://example.com/a#a..b",
        "https://example.com/a#a b",
        "https://exa mple.com/a",
        "nodejs\n x"
      })
  void whatIsNoBuildpackIsRefused(String typed) {
    assertInvalid(() -> BuildpackRef.parse(typed), typed);
  }

  @Test
  void aBuildpackIsBounded() {
    String url = "https://example.com/";
    assertEquals(256, BuildpackRef.parse(url + "a".repeat(236)).value().length());
    assertInvalid(() -> BuildpackRef.parse(url + "a".repeat(237)), "257");
  }

  @Test
  void aPasswordInABuildpacksUrlIsNotRepeated() {
    Rejected refusal =
        assertThrows(Rejected.class, () -> BuildpackRef.parse("https://user:s3cret@example.com/a"));
    assertTrue(!refusal.getMessage().contains("s3cret"), refusal.getMessage());
  }

  @Test
  void aListOfBuildpacksIsBoundedAndNamesEachOnce() {
    List<BuildpackRef> many =
        IntStream.rangeClosed(0, 32).mapToObj(i -> new BuildpackRef("b" + i)).toList();
    assertEquals(32, Recipe.AUTOMATIC.withBuildpacks(many.subList(1, 33)).buildpacks().size());
    assertInvalid(() -> Recipe.AUTOMATIC.withBuildpacks(many), "33");
    assertInvalid(
        () -> Recipe.AUTOMATIC.withBuildpacks(List.of(many.get(0), many.get(0))), "twice");
  }
}
