package paas.cli.git;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import paas.cli.fault.Failure;

/** Which app a repository's remotes mean. */
public final class AppRemote {
  /** The name of the remote that paas sets up. */
  public static final String NAME = "paas";

  private AppRemote() {}

  /** The app of the remote with that name. */
  public static String named(String remote, Map<String, String> remotes) {
    String url = remotes.get(remote);
    if (url == null) {
      throw Failure.usage("There is no git remote '" + remote + "' here; see: git remote -v");
    }
    return app(url)
        .orElseThrow(
            () -> Failure.usage("The git remote '" + remote + "' is no app's repository: " + url));
  }

  /** The app of the remote "paas", else of the only remote at the platform. */
  public static Optional<String> guess(Map<String, String> remotes, String platformUrl) {
    Optional<String> conventional = Optional.ofNullable(remotes.get(NAME)).flatMap(AppRemote::app);
    if (conventional.isPresent()) {
      return conventional;
    }
    Map<String, String> candidates = new TreeMap<>();
    for (Map.Entry<String, String> remote : remotes.entrySet()) {
      if (remote.getValue().startsWith(platformUrl + "/")) {
        app(remote.getValue()).ifPresent(app -> candidates.put(remote.getKey(), app));
      }
    }
    if (candidates.size() > 1) {
      throw Failure.usage(
          "Several git remotes are apps here: "
              + String.join(", ", candidates.keySet())
              + ". Choose one with --remote, or name the app with --app.");
    }
    return candidates.values().stream().findFirst();
  }

  /** The last segment of a remote's URL without ".git", when it is an app's name. */
  static Optional<String> app(String url) {
    String path = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    int start = Math.max(path.lastIndexOf('/'), path.lastIndexOf(':')) + 1;
    String name = path.substring(start);
    String app = name.endsWith(".git") ? name.substring(0, name.length() - 4) : name;
    return AppName.isValid(app) ? Optional.of(app) : Optional.empty();
  }
}
