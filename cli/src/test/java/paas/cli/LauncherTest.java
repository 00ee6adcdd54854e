package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** bin/paas with JDKs that only say how they were started. */
class LauncherTest {
  @TempDir Path directory;
  private Path root;
  private Path jar;

  @BeforeEach
  void install() throws IOException {
    root = Files.createDirectories(directory.toRealPath().resolve("my paas"));
    Files.createDirectories(root.resolve("bin"));
    Files.copy(Path.of("../bin/paas"), root.resolve("bin/paas"));
    assertTrue(root.resolve("bin/paas").toFile().setExecutable(true));
    jar = Files.createDirectories(root.resolve("lib")).resolve("paas.jar");
    Files.writeString(jar, "");
  }

  @Test
  void argumentsPassAsTheyAre() throws Exception {
    List<String> line = start("17", "config:set", "A=x y", "$(id)", "", "é", "*");
    assertEquals(
        List.of("paas.cli.Main", "config:set", "A=x y", "$(id)", "", "é", "*"),
        line.subList(line.size() - 7, line.size()));
    assertTrue(line.contains(jar.toString()), line.toString());
  }

  @Test
  void worksThroughSymlinks() throws Exception {
    Files.createSymbolicLink(directory.resolve("one"), root.resolve("bin/paas"));
    Files.createSymbolicLink(directory.resolve("two"), Path.of("one"));
    assertTrue(run(directory.resolve("two"), env(jdk("17"))).contains(jar.toString()));
  }

  @Test
  void olderJavaGetsNoFlagsThatItRefuses() throws Exception {
    assertFalse(start("17").toString().contains("AOT"));
  }

  @Test
  void java25UsesACacheThatIsNewerThanTheJar() throws Exception {
    Path cache = makeCache();
    assertTrue(start("25").contains("-XX:AOTCache=" + cache));
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(60)));
    assertFalse(start("25").toString().contains("-XX:AOTCache="));
  }

  @Test
  void makingACacheRemovesThoseOfJarsThatAreGone() throws Exception {
    Path caches = Files.createDirectories(directory.resolve("cache/paas"));
    Path gone = Files.createSymbolicLink(caches.resolve("old.jar"), root.resolve("gone.jar"));
    Path other = Files.createSymbolicLink(caches.resolve("other.jar"), jar);
    for (String key : List.of("old", "other")) {
      Files.writeString(caches.resolve(key + ".aot"), "");
      Files.writeString(caches.resolve(key + ".aot.new.config"), "");
      Files.writeString(
          Files.createDirectory(caches.resolve(key + ".aot.lock")).resolve("pid"), "1");
    }
    assertEquals(List.of(), start("25", "--make-cache"));
    assertEquals(List.of(), startingWith("old."));
    assertFalse(Files.isSymbolicLink(gone));
    assertTrue(Files.isSymbolicLink(other));
    assertEquals(
        List.of("other.aot", "other.aot.lock", "other.aot.new.config", "other.jar"),
        startingWith("other."));
  }

  @Test
  void makingACacheRemovesWhatWasLeftHalfMade() throws Exception {
    Path caches = Files.createDirectories(directory.resolve("cache/paas"));
    FileTime yesterday = FileTime.from(Instant.now().minusSeconds(86_400));
    for (String left : List.of("x.aot.new", "x.aot.new.config", "x.aot")) {
      Files.setLastModifiedTime(Files.writeString(caches.resolve(left), ""), yesterday);
    }
    Files.setLastModifiedTime(Files.createDirectory(caches.resolve("x.aot.lock")), yesterday);
    assertEquals(List.of(), start("25", "--make-cache"));
    assertEquals(List.of("x.aot"), startingWith("x."));
  }

  private List<String> startingWith(String prefix) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("cache/paas"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(prefix))
          .sorted()
          .toList();
    }
  }

  /** As {@code bin/down --uninstall} does. */
  @Test
  void aPlatformThatIsRemovedTakesTheCachesOfItsVersionsAlong() throws Exception {
    Path caches = Files.createDirectories(directory.resolve("cache/paas"));
    Path app = Files.createDirectories(directory.toRealPath().resolve("home/app/1/lib"));
    for (String key : List.of("mine", "other")) {
      Path its = key.equals("mine") ? Files.writeString(app.resolve("paas.jar"), "") : jar;
      Files.createSymbolicLink(caches.resolve(key + ".jar"), its);
      Files.writeString(caches.resolve(key + ".aot"), "");
      Files.createDirectory(caches.resolve(key + ".aot.lock"));
    }
    String script =
        """
        set -euo pipefail
        for piece in say packages calling-user cli-link; do . "../bin/lib/$piece.sh"; done
        remove_cli_caches
        """;
    Map<String, String> env = new HashMap<>(env(jdk("25")));
    env.put("PAAS_HOME", directory.resolve("home").toString());
    assertEquals(List.of(), run(List.of("bash", "-c", script), env));
    assertEquals(List.of(), startingWith("mine."));
    assertEquals(List.of("other.aot", "other.aot.lock", "other.jar"), startingWith("other."));
  }

  @Test
  void theCacheOfAnotherJdkIsNotUsed() throws Exception {
    makeCache();
    Path jdk = jdk("25");
    Files.writeString(
        jdk.resolve("release"), "JAVA_VERSION=\"25.0.9\"\nJAVA_RUNTIME_VERSION=\"25.0.9+1\"\n");
    assertFalse(run(root.resolve("bin/paas"), env(jdk)).toString().contains("-XX:AOTCache="));
  }

  @Test
  void whatIsNoTerminalIsSaidToBeNone() throws Exception {
    assertTrue(start("17").contains("-Dpaas.tty="));
  }

  /** Tables are cut to it. */
  @Test
  void howWideTheTerminalIsIsToldEvenWhereStandardInputIsNone() throws Exception {
    for (String input : List.of("", " </dev/null")) {
      String line = "stty cols 137; exec '" + program() + "' apps" + input;
      List<String> told = run(List.of("script", "-qec", line, "/dev/null"), env(jdk("17")));
      assertTrue(told.contains("-Dpaas.width=137"), told.toString());
    }
  }

  /** Git waits for it in each push. */
  @Test
  void whatGitWantsKeptOrErasedStartsNoJava() throws Exception {
    assertEquals(List.of(), start("17", "git-credential", "store"));
    assertEquals(List.of(), start("17", "git-credential", "erase"));
    assertFalse(start("17", "git-credential", "get").isEmpty());
  }

  @Test
  void withoutTheJarItSaysWhatToDo() throws Exception {
    Files.delete(jar);
    assertTrue(start("17").toString().contains("not built yet"));
  }

  /** Not a lock that its caller holds either: it goes on for seconds after that has ended. */
  @Test
  @Timeout(60)
  void theCacheIsMadeWithoutAnythingThatTheCallerHasOpen() throws Exception {
    Path held = directory.resolve("held");
    Map<String, String> env = new HashMap<>(env(jdk("25")));
    env.put("PAAS_NO_CACHE", "");
    List<String> command =
        List.of("sh", "-c", "exec 9>\"$0\"; exec \"$1\" apps", held.toString(), program());
    assertFalse(run(command, env).isEmpty());
    Path open = directory.resolve("jdk-25/open");
    while (!Files.exists(open) || !cachesInTheMaking().isEmpty()) {
      Thread.onSpinWait();
    }
    String names = Files.readString(open);
    assertTrue(names.contains("/dev/null"), names);
    assertFalse(names.contains(held.toString()), names);
  }

  private List<Path> cachesInTheMaking() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("cache/paas"))) {
      return files.filter(file -> file.toString().endsWith(".lock")).toList();
    }
  }

  private String program() {
    return root.resolve("bin/paas").toString();
  }

  private Path makeCache() throws Exception {
    assertEquals(List.of(), start("25", "--make-cache"));
    try (Stream<Path> files = Files.list(directory.resolve("cache/paas"))) {
      List<Path> all = files.filter(file -> file.toString().endsWith(".aot")).toList();
      assertEquals(1, all.size(), all.toString());
      Files.setLastModifiedTime(all.get(0), FileTime.from(Instant.now().plusSeconds(30)));
      return all.get(0);
    }
  }

  private List<String> start(String version, String... arguments) throws Exception {
    return run(root.resolve("bin/paas"), env(jdk(version)), arguments);
  }

  /**
   * A JDK whose java prints its arguments, a line each, and makes the AOT cache that it is asked
   * for.
   */
  private Path jdk(String version) throws IOException {
    Path jdk = directory.resolve("jdk-" + version);
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(
        jdk.resolve("release"),
        "JAVA_VERSION=\"" + version + ".0.1\"\nJAVA_RUNTIME_VERSION=\"" + version + ".0.1+8\"\n");
    Path java = jdk.resolve("bin/java");
    Files.writeString(
        java,
        """
        #!/bin/sh
        for argument in "$@"; do
          case $argument in
            -XX:AOTCacheOutput=*)
              ls -l /proc/$$/fd >"${0%/bin/java}/open.new"
              mv "${0%/bin/java}/open.new" "${0%/bin/java}/open"
              : >"${argument#*=}"
              ;;
          esac
          printf '%s\\n' "$argument"
        done
        """);
    assertTrue(java.toFile().setExecutable(true));
    return jdk;
  }

  private Map<String, String> env(Path jdk) {
    return Map.of(
        "PAAS_JAVA_HOME", jdk.toString(),
        "XDG_CACHE_HOME", directory.resolve("cache").toString(),
        "PAAS_NO_CACHE", "1",
        "HOME", directory.toString(),
        "LC_ALL", "C.UTF-8");
  }

  private static List<String> run(Path program, Map<String, String> env, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    return run(command, env);
  }

  private static List<String> run(List<String> command, Map<String, String> env) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(env);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    return output.lines().toList();
  }
}
