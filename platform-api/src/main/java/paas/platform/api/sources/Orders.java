package paas.platform.api.sources;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import paas.platform.api.wire.Input;
import paas.platform.fault.Rejected;
import paas.platform.intake.Uploads;
import paas.platform.outbound.Outbound;
import paas.platform.store.BuildOrder;

/** Reads what a client wants built; checks all that can be checked before it waits in line. */
@Singleton
final class Orders {
  private static final Pattern CHECKSUM = Pattern.compile("(?:sha256:)?([0-9a-f]{64})");
  private static final Pattern VERSION = Pattern.compile("[^\\p{Cntrl}]{0,128}");
  private static final Pattern BUILDPACK = Pattern.compile("[^\\s\\p{Cntrl}]{1,1000}");
  private static final Pattern IMAGE =
      Pattern.compile(
          "[A-Za-z0-9][A-Za-z0-9._/-]{0,200}(:[A-Za-z0-9_.-]{1,128})?(@sha256:[0-9a-f]{64})?"
              + "|sha256:[0-9a-f]{64}");
  private static final int BUILDPACKS = 20;
  private static final int PROCFILE = 64 * 1024;

  private final SourceUrls urls;
  private final Uploads uploads;
  private final Outbound outbound;

  Orders(SourceUrls urls, Uploads uploads, Outbound outbound) {
    this.urls = urls;
    this.uploads = uploads;
    this.outbound = outbound;
  }

  /** What the client calls its source; may be empty. */
  String version(Input input) {
    String version = input.object("source_blob").flatMap(blob -> blob.text("version")).orElse("");
    if (!VERSION.matcher(version).matches()) {
      throw Rejected.invalid("The version is too long or holds control characters: 128 at most.");
    }
    return version;
  }

  /** A build of an archive: one of our uploads, or one that is fetched. */
  BuildOrder archive(Input input) {
    Input blob =
        input
            .object("source_blob")
            .orElseThrow(() -> Rejected.invalid("'source_blob' is missing from the request."));
    String url = blob.need("url");
    String checksum = checksum(blob.text("checksum").orElse(""));
    List<String> buildpacks = buildpacks(input);
    Optional<String> secret = urls.secret(url);
    return secret.isPresent()
        ? new BuildOrder.Upload(uploaded(secret.get()), checksum, buildpacks)
        : new BuildOrder.Archive(outbound.admit(url).toString(), checksum, buildpacks);
  }

  /** An image: one of our uploads, or one that the engine has. */
  BuildOrder image(Input input, boolean admin) {
    String procfile = input.text("procfile").orElse("");
    if (procfile.length() > PROCFILE) {
      throw Rejected.invalid("The Procfile is larger than 64 KB.");
    }
    Optional<String> name = input.text("image");
    if (name.isPresent()) {
      if (!IMAGE.matcher(name.get()).matches()) {
        throw Rejected.invalid("That is not the name of an image: use name:tag or sha256:….");
      }
      return new BuildOrder.NamedImage(name.get(), admin, procfile);
    }
    String secret =
        input
            .object("source_blob")
            .map(blob -> blob.need("url"))
            .flatMap(urls::secret)
            .orElseThrow(() ->
                Rejected.invalid(
                    "Name an 'image', or give the 'source_blob' of one that was uploaded."));
    return new BuildOrder.UploadedImage(uploaded(secret), procfile);
  }

  private String uploaded(String secret) {
    if (uploads.find(secret).isEmpty()) {
      throw Rejected.invalid(
          "Nothing was uploaded there (any more): PUT the source to its put_url first.");
    }
    return secret;
  }

  private static String checksum(String text) {
    var form = CHECKSUM.matcher(text.toLowerCase(Locale.ROOT));
    if (!text.isEmpty() && !form.matches()) {
      throw Rejected.invalid("A checksum is SHA256: and 64 hex digits.");
    }
    return text.isEmpty() ? "" : form.group(1);
  }

  private static List<String> buildpacks(Input input) {
    List<String> buildpacks =
        input.objects("buildpacks").stream()
            .map(buildpack ->
                buildpack
                    .text("url", "name")
                    .filter(text -> BUILDPACK.matcher(text).matches())
                    .orElseThrow(
                        () -> Rejected.invalid("Each of 'buildpacks' needs a 'url' or a 'name'.")))
            .toList();
    if (buildpacks.size() > BUILDPACKS) {
      throw Rejected.invalid("More than " + BUILDPACKS + " buildpacks are not run.");
    }
    return buildpacks;
  }
}
