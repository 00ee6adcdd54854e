package paas.builder;

/**
 * The name of an image, taken apart as the engine's API wants it.
 *
 * @param version a tag, or a digest
 */
record ImageName(String name, String version) {
  private static final String LATEST = "latest";

  /** A digest counts more than a tag; with neither it is the latest. */
  static ImageName of(String reference) {
    int digest = reference.indexOf('@');
    String tagged = digest < 0 ? reference : reference.substring(0, digest);
    int tag = tagged.indexOf(':', tagged.lastIndexOf('/') + 1);
    String name = tag < 0 ? tagged : tagged.substring(0, tag);
    if (digest >= 0) {
      return new ImageName(name, reference.substring(digest + 1));
    }
    return new ImageName(name, tag < 0 ? LATEST : tagged.substring(tag + 1));
  }

  String whole() {
    return name + (version.indexOf(':') < 0 ? ":" : "@") + version;
  }
}
