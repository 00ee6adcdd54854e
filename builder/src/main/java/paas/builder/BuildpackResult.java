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
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
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

  private final BuildContainer container;
  private final BuildRun run;
  private final Map<String, byte[]> notes = new HashMap<>();
  private long bytes;

  BuildpackResult(BuildContainer container, BuildRun run) {
    this.container = container;
    this.run = run;
  }

  /** Reads the app's own layer and, on the way, the notes. */
  Optional<Layer.New> app(Instant time) throws IOException, BuildFault {
    return layer("app", time, "/tmp/result", "result/", this::note);
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

  /** The buildpack that recognised the app; it is one of the built-in ones. */
  String name() {
    String name = text("buildpack").lines().findFirst().orElse("");
    return Buildpack.BUILT_IN.contains(name) ? name : "";
  }

  /** What the buildpack calls what it found, such as {@code Node.js}. */
  String language() {
    return text("buildpack").lines().skip(1).findFirst().orElse("buildpack");
  }

  Map<String, String> defaultProcesses() {
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
    } catch (TooLarge e) {
      throw e.fault();
    }
  }

  private static void add(
      LayerWriter writer, String name, TarArchiveEntry entry, String prefix, InputStream content)
      throws IOException {
    String target = entry.getLinkName();
    if (entry.isLink()) {
      target = target.startsWith(prefix) ? target.substring(prefix.length()) : "";
      if (!target.startsWith("app/")) {
        throw new IOException("A hard link of the build points outside the app: " + name);
      }
    }
    writer.add(
        name.endsWith("/") ? name.substring(0, name.length() - 1) : name, entry, target, content);
  }

  private void bound() throws IOException {
    if (bytes > run.limits().imageBytes()) {
      throw new TooLarge(run.limits().imageBytes());
    }
    run.stop().check();
  }

  private void note(String name, InputStream content) throws IOException {
    if (!name.isEmpty()) {
      notes.put(name, content.readNBytes(NOTE));
    }
  }

  private String text(String note) {
    return new String(notes.getOrDefault(note, new byte[0]), StandardCharsets.UTF_8);
  }

  /** Leaves the reading of an archive. */
  private static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;
    private final long limit;

    TooLarge(long limit) {
      super("stopped");
      this.limit = limit;
    }

    BuildFault fault() {
      return new BuildFault(
          "image",
          "The app is larger than " + (limit >> 20) + " MB after its build.",
          "Leave out what it does not need at run time (.slugignore, smaller dependencies), then push again.");
    }
  }
}
