package paas.platform.store;

import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import paas.platform.app.AppId;
import paas.platform.release.ImageDigest;
import paas.platform.release.ProcessType;
import paas.platform.release.Release;
import paas.platform.release.ReleaseStatus;
import paas.platform.release.ReleaseVersion;
import paas.platform.release.Slug;
import paas.platform.release.SourceNotes;
import paas.platform.store.row.ReleaseRow;
import paas.platform.store.vault.ConfigVault;

/** A release to its row and back: config sealed for this release alone, lists as JSON. */
@Singleton
class ReleaseCodec {
  private static final Argument<List<String>> STRINGS = Argument.listOf(String.class);
  private static final Argument<Map<String, String>> STRING_MAP =
      Argument.mapOf(String.class, String.class);

  private final ConfigVault vault;
  private final JsonMapper json;

  ReleaseCodec(ConfigVault vault, JsonMapper json) {
    this.vault = vault;
    this.json = json;
  }

  ReleaseRow row(Release release) {
    Optional<Slug> slug = release.slug();
    return new ReleaseRow(
        release.id(),
        release.app().value(),
        release.version().number(),
        slug.map(s -> s.image().value()).orElse(""),
        write(slug.map(Slug::launcher).orElse(List.of())),
        write(slug.map(ReleaseCodec::commands).orElse(Map.of())),
        slug.map(Slug::builder).orElse(""),
        slug.map(Slug::commit).orElse(""),
        vault.seal(release.id(), release.config()),
        release.description(),
        release.by(),
        status(release.status()),
        failure(release.status()),
        release.createdAt(),
        release.updatedAt(),
        slug.map(s -> s.notes().appJson()).orElse(""),
        slug.map(s -> s.notes().facts()).orElse(""),
        aborted(release.status()));
  }

  Release release(ReleaseRow row) {
    return new Release(
        row.id(),
        new AppId(row.app()),
        new ReleaseVersion(row.version()),
        slug(row),
        vault.open(row.id(), row.config()),
        row.description(),
        row.madeBy(),
        row.createdAt(),
        row.aborted()
            ? new ReleaseStatus.Failed(row.failure(), true)
            : status(row.status(), row.failure()),
        row.updatedAt());
  }

  private Optional<Slug> slug(ReleaseRow row) {
    if (row.image().isEmpty()) {
      return Optional.empty();
    }
    SortedMap<ProcessType, String> processes = new TreeMap<>();
    read(row.processes(), STRING_MAP)
        .forEach((type, command) -> processes.put(new ProcessType(type), command));
    return Optional.of(
        new Slug(
            new ImageDigest(row.image()),
            read(row.launcher(), STRINGS),
            processes,
            row.builder(),
            row.sourceCommit(),
            new SourceNotes(row.appJson(), row.sourceFacts())));
  }

  private static Map<String, String> commands(Slug slug) {
    SortedMap<String, String> commands = new TreeMap<>();
    slug.processes().forEach((type, command) -> commands.put(type.name(), command));
    return commands;
  }

  static String status(ReleaseStatus status) {
    return switch (status) {
      case ReleaseStatus.Recorded s -> "recorded";
      case ReleaseStatus.Preparing s -> "preparing";
      case ReleaseStatus.Rolling s -> "rolling";
      case ReleaseStatus.Succeeded s -> "succeeded";
      case ReleaseStatus.Failed s -> "failed";
    };
  }

  static String failure(ReleaseStatus status) {
    return status instanceof ReleaseStatus.Failed failed ? failed.why() : "";
  }

  static boolean aborted(ReleaseStatus status) {
    return status instanceof ReleaseStatus.Failed failed && failed.aborted();
  }

  static ReleaseStatus status(String status, String failure) {
    return switch (status) {
      case "recorded" -> new ReleaseStatus.Recorded();
      case "preparing" -> new ReleaseStatus.Preparing();
      case "rolling" -> new ReleaseStatus.Rolling();
      case "succeeded" -> new ReleaseStatus.Succeeded();
      case "failed" -> new ReleaseStatus.Failed(failure);
      default -> throw new IllegalStateException("unknown release status " + status);
    };
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private <T> T read(String text, Argument<T> type) {
    try {
      return json.readValue(text, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
