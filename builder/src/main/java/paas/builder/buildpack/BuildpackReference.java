package paas.builder.buildpack;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import paas.builder.fault.BuildFault;
import paas.builder.source.SourcePath;

/** How an app names a buildpack. */
sealed interface BuildpackReference {
  /** What is shown of it: never a password. */
  String shown();

  /** One that comes with the platform. */
  record BuiltIn(String name) implements BuildpackReference {
    @Override
    public String shown() {
      return name;
    }
  }

  /** A git repository over http(s); {@code ref} is a branch, tag or commit, or empty for HEAD. */
  record Git(URI url, String ref) implements BuildpackReference {
    @Override
    public String shown() {
      return bare(url) + (ref.isEmpty() ? "" : "#" + ref);
    }
  }

  /** A {@code .tgz} over http(s). */
  record Archive(URI url) implements BuildpackReference {
    @Override
    public String shown() {
      return bare(url);
    }
  }

  /** A folder of the app's own source. */
  record Local(SourcePath path) implements BuildpackReference {
    @Override
    public String shown() {
      return "./" + path;
    }
  }

  /** Longest reference. */
  int LONGEST = 2048;

  static BuildpackReference parse(String text, BuiltIns builtIns) throws BuildFault {
    String given = text.strip();
    if (given.isEmpty()
        || given.length() > LONGEST
        || !given.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw fault("'" + safe(given) + "' does not name a buildpack.", builtIns);
    }
    if (given.startsWith("./")) {
      return new Local(SourcePath.parse("buildpack", given));
    }
    if (given.toLowerCase(Locale.ROOT).matches("https?://.*")) {
      return remote(given, builtIns);
    }
    var builtIn = builtIns.find(given);
    if (builtIn.isPresent()) {
      return new BuiltIn(builtIn.get());
    }
    throw fault(unknown(given), builtIns);
  }

  private static BuildpackReference remote(String given, BuiltIns builtIns) throws BuildFault {
    try {
      var url = new URI(given);
      String ref = url.getFragment() == null ? "" : url.getFragment();
      var plain = new URI(given.replaceFirst("#.*", ""));
      if (plain.getHost() == null) {
        throw fault("'" + safe(given) + "' has no host.", builtIns);
      }
      String path = plain.getPath() == null ? "" : plain.getPath();
      if (path.endsWith(".tgz") || path.endsWith(".tar.gz")) {
        return new Archive(plain);
      }
      if (!ref.isEmpty()
          && (ref.startsWith("-") || !Repository.isValidRefName(Constants.R_HEADS + ref))) {
        throw fault("'" + safe(ref) + "' is not a branch, tag or commit.", builtIns);
      }
      return new Git(plain, ref);
    } catch (URISyntaxException e) {
      throw fault("'" + safe(given) + "' is not a URL.", builtIns);
    }
  }

  private static String unknown(String given) {
    if (given.contains("::") || given.contains("://") || given.matches("[^/]*@.*:.*")) {
      return "The buildpack '"
          + safe(given)
          + "' is not an http or https URL; no other kind is fetched.";
    }
    if (given.startsWith("/") || given.startsWith("../")) {
      return "The buildpack '" + safe(given) + "' is a path outside the app's source.";
    }
    return "There is no built-in buildpack '" + safe(given) + "'.";
  }

  private static BuildFault fault(String cause, BuiltIns builtIns) {
    return new BuildFault(
        "buildpacks",
        cause,
        "Name a built-in one ("
            + String.join(", ", builtIns.names())
            + "), a git URL (https://…#branch, tag or commit), a .tgz URL, or a folder of the source (./path).");
  }

  private static String bare(URI url) {
    return safe(url.toString());
  }

  /** Without credentials and control characters, and short. */
  private static String safe(String text) {
    String clean = text.replaceFirst("://[^/]*@", "://").replaceAll("\\p{Cntrl}", "?");
    return clean.length() > 300 ? clean.substring(0, 300) + "…" : clean;
  }
}
