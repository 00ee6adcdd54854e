package paas.platform.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import paas.platform.app.App;
import paas.platform.build.BuildOutcome;
import paas.platform.build.Builds;
import paas.platform.fault.Rejected;
import paas.platform.outbound.Outbound;
import paas.platform.store.BuildOrder;
import paas.platform.store.QueuedBuild;

/** Builds of archives, uploaded or fetched. */
final class ArchiveWay implements Way {
  /** Of an archive that is fetched, in bytes: a source may be as large unpacked. */
  private static final long LARGEST = 1L << 30;

  private final Builds builds;
  private final Uploads uploads;
  private final Outbound outbound;

  ArchiveWay(Builds builds, Uploads uploads, Outbound outbound) {
    this.builds = builds;
    this.uploads = uploads;
    this.outbound = outbound;
  }

  @Override
  public Optional<Arrival> arrival(App app, QueuedBuild queued) {
    String version = queued.build().commit();
    return switch (queued.order()) {
      case BuildOrder.Upload upload ->
          Optional.of(
              new Arrival(
                  (build, console, whenGone) ->
                      new Build(app, build, version, upload.checksum(), upload.buildpacks())
                          .of(
                              uploads.find(upload.source()).orElseThrow(ArchiveWay::gone),
                              console,
                              whenGone),
                  new UploadNotes(uploads, upload.source())));
      case BuildOrder.Archive archive ->
          Optional.of(
              new Arrival(
                  (build, console, whenGone) ->
                      fetched(
                          archive.url(),
                          new Build(app, build, version, archive.checksum(), archive.buildpacks()),
                          console,
                          whenGone),
                  Notes.NONE));
      case BuildOrder.UploadedImage i -> Optional.empty();
      case BuildOrder.NamedImage i -> Optional.empty();
      case BuildOrder.Sync s -> Optional.empty();
    };
  }

  static Rejected gone() {
    return Rejected.invalid("The uploaded file is not there (any more): upload it again.");
  }

  private BuildOutcome fetched(
      String url, Build build, Console console, Consumer<Runnable> whenGone) throws IOException {
    Path file = uploads.scratch();
    try {
      console.heading("Fetching the source");
      try (OutputStream to = uploads.sparing(file)) {
        outbound.download(url, to, LARGEST, whenGone);
      }
      return build.of(file, console, whenGone);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** One build, but for its file. */
  private final class Build {
    private final App app;
    private final UUID build;
    private final String version;
    private final String checksum;
    private final List<String> buildpacks;

    Build(App app, UUID build, String version, String checksum, List<String> buildpacks) {
      this.app = app;
      this.build = build;
      this.version = version;
      this.checksum = checksum;
      this.buildpacks = buildpacks;
    }

    BuildOutcome of(Path file, Console console, Consumer<Runnable> whenGone) throws IOException {
      if (!checksum.isEmpty() && !checksum.equals(sha256(file))) {
        throw Rejected.invalid(
            "The source's SHA-256 is not the one that was given: send it again.");
      }
      return builds.run(
          app, build, new Archive(file), version, buildpacks, console::line, whenGone);
    }
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream raw = Files.newInputStream(file);
        DigestInputStream in = new DigestInputStream(raw, MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
