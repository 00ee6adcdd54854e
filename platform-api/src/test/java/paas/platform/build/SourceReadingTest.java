package paas.platform.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import paas.builder.AppKey;
import paas.builder.BuildLimits;
import paas.builder.BuildRequest;
import paas.builder.BuildSettings;
import paas.builder.SourceFiles;
import paas.builder.fault.BuildFault;
import paas.platform.app.AppName;
import paas.platform.config.ConfigKey;
import paas.platform.config.ConfigVars;
import paas.platform.formation.HostCpus;
import paas.platform.formation.HostMemory;
import paas.platform.formation.Size;
import paas.platform.formation.SizeCheck;
import paas.platform.release.ProcessType;
import paas.platform.store.Setup;

class SourceReadingTest {
  private static final String MANIFEST =
      """
      {"env":{"A":"1","KEY":{"generator":"secret"}},"formation":{"web":{"quantity":2,"size":"small","surge":0}},
       "buildpacks":[{"url":"nodejs"}],"cron":[{"command":"x","schedule":"@daily"}]}
      """;

  private static final SizeCheck MACHINE =
      new SizeCheck(() -> new HostMemory(4_000, 1_000), new HostCpus(2), 512);

  private final Map<String, String> files = new LinkedHashMap<>();
  private final List<String> said = new ArrayList<>();
  private boolean links;

  private BuildRequest review(SourceReading reading, BuildSettings settings)
      throws BuildFault, IOException {
    var request =
        new BuildRequest(
            "0".repeat(32),
            new AppKey(UUID.randomUUID().toString(), "shop"),
            out -> {},
            settings,
            Map.of("SET", "x"),
            "c",
            BuildLimits.defaults());
    return reading.review(request, this::forEach, said::add);
  }

  private void forEach(SourceFiles.Visitor visitor) throws IOException {
    for (var file : files.entrySet()) {
      byte[] bytes = file.getValue().getBytes(UTF_8);
      visitor.visit(
          new SourceFiles.Entry(file.getKey(), links, bytes.length),
          new ByteArrayInputStream(bytes));
    }
  }

  private static SourceReading reading(boolean neverLive) {
    ConfigVars set = ConfigVars.EMPTY.withDefaults(Map.of(new ConfigKey("SET"), "x"));
    return new SourceReading(new AppName("shop"), set, neverLive, () -> "5ecret", MACHINE);
  }

  private BuildFault refused(boolean neverLive, String manifest) {
    files.put("app.json", manifest);
    return assertThrows(
        BuildFault.class, () -> review(reading(neverLive), BuildSettings.AUTOMATIC));
  }

  @Test
  void aSourceWithoutTheFileIsBuiltAsItWasAsked() throws Exception {
    files.put("sub/app.json", "not ours");
    SourceReading reading = reading(true);

    assertEquals(Map.of("SET", "x"), review(reading, BuildSettings.AUTOMATIC).config());
    assertEquals("", reading.notes(List.of()).appJson());
    assertEquals(
        new Setup(Map.of(), Map.of(), Map.of(), Map.of(), Map.of()),
        reading.setup(new TreeMap<>()));
    assertEquals(List.of(), said);
  }

  @Test
  void anAppThatWasNeverLiveGetsItsFirstConfigAndQuantities() throws Exception {
    files.put("app.json", MANIFEST);
    SourceReading reading = reading(true);

    BuildRequest request = review(reading, BuildSettings.AUTOMATIC);

    assertEquals(Map.of("SET", "x", "A", "1", "KEY", "5ecret"), request.config());
    assertEquals(List.of("nodejs"), request.settings().buildpacks());
    assertEquals(MANIFEST, reading.notes(List.of()).appJson());
    assertEquals(
        new Setup(
            Map.of(new ConfigKey("A"), "1", new ConfigKey("KEY"), "5ecret"),
            Map.of(ProcessType.WEB, 2),
            Map.of(ProcessType.WEB, Size.parse("small")),
            Map.of(ProcessType.WEB, 0),
            Map.of()),
        reading.setup(new TreeMap<>(Map.of(ProcessType.WEB, "run"))));
    assertTrue(said.contains("       Config set from it: A, KEY"), said.toString());
    assertTrue(said.toString().contains("cron: 1 job(s) from when this is live"), said.toString());
    assertFalse(said.toString().contains("5ecret"));
  }

  @Test
  void sizesThatThisMachineCannotHaveAreToldAndLeftOut() throws Exception {
    String sizes =
        "{\"formation\":{\"web\":{\"size\":\"1g:64cpu\"},\"wide\":{\"size\":\"xlarge\"},\"w\":{\"size\":\"14g\"}}}";
    files.put("app.json", sizes);
    SourceReading reading = reading(true);
    review(reading, BuildSettings.AUTOMATIC);
    ProcessType w = new ProcessType("w");
    ProcessType wide = new ProcessType("wide");
    assertEquals(
        Map.of(wide, Size.parse("xlarge")),
        reading.setup(new TreeMap<>(Map.of(ProcessType.WEB, "a", w, "b", wide, "c"))).sizes());
    assertEquals(
        List.of(
            "-----> app.json found",
            "       formation.w.size is not heeded: w cannot have 14,336 MB for each instance: this machine has 4,000 MB in all.",
            "       formation.web.size is not heeded: web cannot have 64 CPUs for each instance: this machine has 2 in all."),
        said);
    said.clear();
    review(reading(false), BuildSettings.AUTOMATIC);
    assertEquals(List.of("-----> app.json found"), said);
  }

  @Test
  void aLaterReleaseChangesNeitherConfigNorQuantities() throws Exception {
    files.put("app.json", MANIFEST);
    SourceReading reading = reading(false);

    assertEquals(Map.of("SET", "x"), review(reading, BuildSettings.AUTOMATIC).config());
    assertEquals(Setup.NONE, reading.setup(new TreeMap<>(Map.of(ProcessType.WEB, "run"))));
  }

  @Test
  void theAppsOwnBuildpacksWin() throws Exception {
    files.put("app.json", MANIFEST);
    BuildSettings own = BuildSettings.AUTOMATIC.withBuildpacks(List.of("python"));

    assertEquals(List.of("python"), review(reading(true), own).settings().buildpacks());
  }

  @Test
  void whatIsRequiredAndNotSetRefusesEveryRelease() {
    String manifest =
        "{\"env\":{\"SET\":{\"required\":true},\"B\":{\"description\":\"for b\"},\"C\":{}}}";
    for (boolean neverLive : List.of(true, false)) {
      BuildFault fault = refused(neverLive, manifest);
      assertEquals("app.json", fault.phase());
      assertEquals("it requires config that is not set.\n  B: for b\n  C", fault.reason());
      assertTrue(fault.advice().endsWith("\n  paas config:set B=… C=… --app shop"), fault.advice());
    }
  }

  @Test
  void anErrorIsRefusedWithItsPlace() {
    BuildFault fault = refused(true, "{\"env\":{\"A\":{\"required\":1}}}");
    assertEquals("app.json, env.A.required: expected true or false, found 1", fault.reason());
  }

  @Test
  void linksEmptyAndLargeFilesAreRefused() {
    assertTrue(refused(true, " ".repeat(70_000)).reason().contains("larger than 64 KB"));
    assertEquals("app.json is empty.", refused(true, "").reason());
    links = true;
    assertEquals("app.json is a symbolic link.", refused(true, "").reason());
  }

  @Test
  void moreConfigThanFitsIsRefused() {
    files.put("app.json", "{\"env\":{\"B\":\"" + "x".repeat(30_000) + "\"}}");
    ConfigVars set = ConfigVars.EMPTY.withDefaults(Map.of(new ConfigKey("A"), "x".repeat(40_000)));
    SourceReading reading = new SourceReading(new AppName("shop"), set, true, () -> "", MACHINE);

    BuildFault fault =
        assertThrows(BuildFault.class, () -> review(reading, BuildSettings.AUTOMATIC));

    assertTrue(fault.reason().contains("the limit is 65536"), fault.reason());
  }
}
