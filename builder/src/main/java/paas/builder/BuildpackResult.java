package paas.builder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import paas.builder.buildpack.Buildpack;
import paas.builder.buildpack.Buildpacks;
import paas.builder.fault.BuildFault;
import paas.builder.image.Layer;
import paas.builder.image.LayerWriter;

/**
 * Takes a finished build out of its container: the app's layer, the layers of its kinds, and the
 * driver's notes.
 */
final class BuildpackResult {
  /**
   * Runtime and dependency layers carry one fixed time, so that they do not depend on the commit.
   */
  static final Instant FIXED = Instant.parse("1980-01-01T00:00:01Z");

  private static final int NOTE = 64 * 1024;
  private static final Pattern RAN = Pattern.compile("(\\d{1,3}) (.{1,200})");

  private final BuildContainer container;
  private final BuildRun run;
  private final List<Buildpack> buildpacks;
  private final Optional<String> kept;
  private final Map<String, byte[]> notes = new HashMap<>();
  private long bytes;

  /** {@code kept}: the fingerprint of the layers that the driver was told not to bring along. */
  BuildpackResult(
      BuildContainer container, BuildRun run, List<Buildpack> buildpacks, Optional<String> kept) {
    this.buildpacks = buildpacks;
    this.kept = kept;
    this.container = container;
    this.run = run;
  }

  /** Reads the app's own layer and, on the way, the notes. */
  Optional<Layer.New> app(Instant time) throws IOException, BuildFault {
    return layer("app", time, "/tmp/result", "result/", this::note);
  }

  /** Whether layers of this fingerprint may be incomplete here, being there already. */
  boolean leavesOut(String fingerprint) {
    return kept.filter(fingerprint::equals).isPresent();
  }

  /** Reads a runtime or dependency layer. */
  Optional<Layer.New> kind(String kind) throws IOException, BuildFault {
    return layer(kind, FIXED, "/tmp/layers/" + kind, kind + "/", (name, content) -> {});
  }

  /**
   * The kinds of layers that there are, each with its fingerprint, in the order in which they are
   * stacked.
   */
  List<String> fingerprints() {
    return text("layers")
        .lines()
        .filter(line -> line.matches("(runtime|dependencies) [0-9a-f]{64}"))
        .toList();
  }

  /** The buildpacks that ran, in their order. */
  List<UsedBuildpack> used() {
    return ran()
        .map(ran -> buildpacks.get(Integer.parseInt(ran.group(1))))
        .map(pack -> new UsedBuildpack(pack.name(), pack.version()))
        .toList();
  }

  /** What the buildpacks call what they found, such as {@code Node.js}. */
  String language() {
    return ran().map(ran -> ran.group(2)).collect(Collectors.joining(", "));
  }

  Map<String, String> defaultProcesses() throws BuildFault {
    return ReleaseFile.defaultProcesses(notes.getOrDefault("release.yml", new byte[0]));
  }

  /** Takes entries that are not part of the app. */
  @FunctionalInterface
  private interface Others {
    void accept(String name, InputStream content) throws IOException;
  }

  private Optional<Layer.New> layer(
      String file, Instant time, String path, String prefix, Others others)
      throws IOException, BuildFault {
    Path tar = run.folder().resolve("layer-" + file + ".tar");
    try (var writer = new LayerWriter(tar, time)) {
      long before = bytes;
      container.archive(
          path,
          (entry, content) -> {
            String name =
                entry.getName().startsWith(prefix)
                    ? entry.getName().substring(prefix.length())
                    : "";
            if (name.equals("app/") || name.startsWith("app/")) {
              add(writer, name, entry, prefix, content);
              bytes = before + writer.bytes();
              bound();
            } else {
              others.accept(name, content);
            }
          });
      return writer.finish();
    } catch (Refused e) {
      throw e.fault;
    }
  }

  private static void add(
      LayerWriter writer, String name, TarArchiveEntry entry, String prefix, InputStream content)
      throws IOException {
    if (name.indexOf(0xFFFD) >= 0) {
      throw new Refused(
          "The build left a file whose name is not UTF-8: " + shown(name),
          "Let the build name it otherwise, or remove it, then push again.");
    }
    String target = entry.getLinkName();
    if (entry.isLink()) {
      target = target.startsWith(prefix) ? target.substring(prefix.length()) : "";
      if (!target.startsWith("app/")) {
        throw new Refused(
            "The build left a hard link to something outside the app: " + shown(name),
            "Let the build copy the file, then push again.");
      }
    }
    writer.add(
        name.endsWith("/") ? name.substring(0, name.length() - 1) : name, entry, target, content);
  }

  private static String shown(String name) {
    String cut = name.length() > 200 ? name.substring(0, 200) + "…" : name;
    return cut.replaceAll("\\p{Cntrl}", "?");
  }

  private void bound() throws IOException {
    long limit = run.limits().imageBytes();
    if (bytes > limit) {
      throw new Refused(
          "The app is larger than " + (limit >> 20) + " MB after its build.",
          "Leave out what it does not need at run time (.slugignore, smaller dependencies), then push again.");
    }
    run.stop().check();
  }

  private void note(String name, InputStream content) throws IOException {
    if (!name.isEmpty()) {
      notes.put(name, content.readNBytes(NOTE));
    }
  }

  /** Lines INDEX LANGUAGE; the app's own code could have written there, so others are left out. */
  private Stream<MatchResult> ran() {
    return text("buildpacks")
        .lines()
        .map(RAN::matcher)
        .filter(Matcher::matches)
        .map(Matcher::toMatchResult)
        .filter(ran -> Integer.parseInt(ran.group(1)) < buildpacks.size())
        .limit(Buildpacks.MOST);
  }

  private String text(String note) {
    return new String(notes.getOrDefault(note, new byte[0]), StandardCharsets.UTF_8);
  }

  /** Leaves the reading of an archive. */
  private static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;
    private final BuildFault fault;

    Refused(String cause, String advice) {
      super(cause);
      this.fault = new BuildFault("image", cause, advice);
    }
  }
}
