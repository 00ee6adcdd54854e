package paas.builder.buildpack;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.eclipse.jgit.api.errors.JGitInternalException;
import paas.builder.fault.BuildFault;
import paas.builder.fetch.CheckedNames;
import paas.builder.fetch.Fetcher;
import paas.builder.image.LayerWriter;
import paas.builder.source.Source;
import paas.builder.source.SourceBounds;
import paas.builder.source.SourcePath;
import paas.builder.source.SourceView;

/**
 * Makes the buildpacks of a build ready: what an app names is fetched outside of its build
 * container, judged as a source tree is, and kept by its content for the next build. Thread-safe.
 */
public final class Buildpacks {
  /** Most buildpacks of one app. */
  public static final int MOST = 20;

  /** Most bytes that one buildpack may take on its way here. */
  private static final long DOWNLOAD = 512L << 20;

  private static final Duration AT_MOST = Duration.ofMinutes(15);

  private static final SourceBounds BOUNDS = new SourceBounds(1L << 30, 50_000);
  private static final String SCRIPT = "bin/compile";

  private final BuiltIns builtIns;
  private final Copies copies;
  private final CheckedNames names;

  /** {@code copies} is the folder for what is fetched; it need not be there yet. */
  public Buildpacks(BuiltIns builtIns, Path copies, CheckedNames names) {
    this.builtIns = builtIns;
    this.copies = new Copies(copies, Copies.BOUND);
    this.names = names;
  }

  /** All built-in ones, in the order they are tried. */
  public List<Buildpack> builtIn() throws IOException {
    return builtIns.all();
  }

  /** What the built-in ones look for. */
  public List<String> signs() {
    return builtIns.signs();
  }

  /** Makes ready what an app names, in its order; a fault where one cannot be had. */
  public List<Buildpack> resolve(List<String> names, Source app, Workplace place)
      throws BuildFault, IOException {
    if (names.size() > MOST) {
      throw new BuildFault(
          "buildpacks",
          "The app names " + names.size() + " buildpacks; " + MOST + " are possible.",
          "Take some out of its list.");
    }
    List<BuildpackReference> references = new ArrayList<>();
    for (String name : names) {
      references.add(BuildpackReference.parse(name, builtIns));
    }
    List<Buildpack> resolved = new ArrayList<>();
    for (BuildpackReference reference : references) {
      resolved.add(resolve(reference, app, place, resolved.size()));
    }
    return resolved;
  }

  private Buildpack resolve(BuildpackReference reference, Source app, Workplace place, int index)
      throws BuildFault, IOException {
    Path tar = place.folder().resolve("buildpack-" + index + ".tar");
    return switch (reference) {
      case BuildpackReference.BuiltIn(var name) -> builtIns.load(name);
      case BuildpackReference.Local local -> local(local, app);
      case BuildpackReference.Git git -> remote(git, place, tar);
      case BuildpackReference.Archive archive -> remote(archive, place, tar);
    };
  }

  private Buildpack remote(BuildpackReference reference, Workplace place, Path tar)
      throws BuildFault, IOException {
    place.lines().say("-----> Fetching buildpack " + reference.shown());
    try (var fetcher = Fetcher.open(names, DOWNLOAD, AT_MOST)) {
      place.stop().onStop(fetcher::close);
      return fetched(reference, fetcher, place, tar);
    }
  }

  private Buildpack fetched(
      BuildpackReference reference, Fetcher fetcher, Workplace place, Path tar) throws BuildFault {
    try {
      String version =
          switch (reference) {
            case BuildpackReference.Git git -> git(git, fetcher, place, tar);
            case BuildpackReference.Archive archive -> archive(archive, fetcher, tar);
            default -> throw new IllegalArgumentException(reference.shown());
          };
      place.lines().say("       Version " + version.substring(0, Math.min(12, version.length())));
      return open(reference, version, tar);
    } catch (BuildFault e) {
      throw e.phase().equals("source")
          ? new BuildFault(
              "buildpacks",
              "The buildpack " + reference.shown() + " is refused. " + e.reason(),
              "Use another version of it.",
              e)
          : e;
    } catch (IOException | JGitInternalException e) {
      throw new BuildFault(
          "buildpacks",
          "The buildpack " + reference.shown() + " could not be fetched: " + why(fetcher, e) + ".",
          "Check its address, and that this server reaches it; then push again.",
          e);
    }
  }

  private String git(BuildpackReference.Git reference, Fetcher fetcher, Workplace place, Path tar)
      throws BuildFault, IOException {
    Path folder = place.folder().resolve("git");
    try (var git = new GitBuildpack(reference, fetcher, place.stop(), folder)) {
      var known = git.commit();
      if (known.isPresent() && copies.take("git-" + known.get(), tar)) {
        return known.get();
      }
      String commit = git.fetch();
      Source.receive(git::writeTar, tar, BOUNDS, SourceView.WHOLE);
      copies.keep("git-" + commit, tar);
      return commit;
    }
  }

  private String archive(BuildpackReference.Archive reference, Fetcher fetcher, Path tar)
      throws BuildFault, IOException {
    Path packed = tar.resolveSibling("buildpack.tgz");
    fetcher.download(reference.url(), packed);
    MessageDigest digest = LayerWriter.sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(packed), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    String version = HexFormat.of().formatHex(digest.digest());
    if (!copies.take("tgz-" + version, tar)) {
      Source.receive(out -> unpack(packed, out), tar, BOUNDS, SourceView.WHOLE);
      copies.keep("tgz-" + version, tar);
    }
    Files.delete(packed);
    return version;
  }

  private static void unpack(Path packed, OutputStream out) throws IOException {
    try (InputStream in =
        new GZIPInputStream(new BufferedInputStream(Files.newInputStream(packed)), 1 << 16)) {
      in.transferTo(out);
    }
  }

  /** Opens a fetched tar; archives of forges have all files in one folder of their own. */
  private static Buildpack open(BuildpackReference reference, String version, Path tar)
      throws BuildFault, IOException {
    Source whole = Source.open(tar, BOUNDS, SourceView.WHOLE);
    Set<String> roots = whole.roots();
    Source files =
        roots.size() == 1 && !roots.contains("bin")
            ? Source.open(tar, BOUNDS, folder(roots.iterator().next()))
            : whole;
    check(reference, files::forEach);
    return new Buildpack(reference.shown(), version, false, files::forEach);
  }

  private static SourceView folder(String name) {
    return new SourceView(new SourcePath(name), Set.of());
  }

  private Buildpack local(BuildpackReference.Local reference, Source app)
      throws BuildFault, IOException {
    String prefix = reference.path().value().isEmpty() ? "" : reference.path() + "/";
    Buildpack.Files files =
        entries ->
            app.forEach((name, entry, content) -> {
              if (name.startsWith(prefix)) {
                entries.accept(name.substring(prefix.length()), entry, content);
              }
            });
    check(reference, files);
    return new Buildpack(reference.shown(), digest(files), false, files);
  }

  static String digest(Buildpack.Files files) throws IOException {
    MessageDigest digest = LayerWriter.sha256();
    var hashing = new DigestOutputStream(OutputStream.nullOutputStream(), digest);
    files.forEach((name, entry, content) -> {
      String head = name + "\0" + entry.getMode() + "\0" + entry.getLinkName() + "\n";
      digest.update(head.getBytes(StandardCharsets.UTF_8));
      content.transferTo(hashing);
    });
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void check(BuildpackReference reference, Buildpack.Files files)
      throws BuildFault, IOException {
    Set<String> there = new HashSet<>();
    files.forEach((name, entry, content) -> note(there, name, entry));
    if (there.contains(SCRIPT) && there.contains("bin/detect")) {
      return;
    }
    throw new BuildFault(
        "buildpacks",
        reference.shown()
            + (there.contains("bin/build")
                ? " is a Cloud Native Buildpack (it has bin/build), not a classic one."
                : " is no buildpack: it has no bin/detect and bin/compile."),
        "Name a classic buildpack, or use a Cloud Native builder image.");
  }

  private static void note(Set<String> there, String name, TarArchiveEntry entry) {
    if (name.startsWith("bin/") && !entry.isDirectory()) {
      there.add(name);
    }
  }

  private static String why(Fetcher fetcher, Exception failure) {
    return fetcher
        .refusal()
        .orElseGet(() -> message(failure))
        .replaceFirst("://[^/ ]*@", "://")
        .replaceAll("[\\p{Cntrl}]+", " ")
        .strip()
        .replaceFirst("\\.$", "");
  }

  private static String message(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
