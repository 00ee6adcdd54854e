package paas.cli.app;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.git.AppRemote;
import paas.cli.git.Git;
import paas.cli.git.Repository;
import paas.cli.json.Json;
import paas.cli.terminal.Span;
import paas.cli.terminal.Style;

/** The git remote of an app, in the repository where a command runs. */
final class Remote {
  private static final Pattern USER = Pattern.compile("(?<=^https?://)[^/@]*@");

  private final Session session;

  Remote(Session session) {
    this.session = session;
  }

  /** The address that git pushes to. */
  String url(String app) {
    return session.platform().url() + "/" + app + ".git";
  }

  /** Says where an app answers, and where git pushes to it. */
  void tell(Json app) {
    session
        .terminal()
        .line(
            Style.CYAN.span(app.at("web_url").text()),
            Span.of(" | "),
            Style.GREEN.span(url(app.at("name").text())));
  }

  /** Points the remote at the app, whatever it pointed at before. */
  void point(String remote, String app, Map<String, String> remotes) {
    new Git(session.directory())
        .setUpRemote(remote, url(app), session.platform().url(), remotes.containsKey(remote));
    session.terminal().noteLine("git remote " + remote + " is " + url(app));
  }

  /** Adds the remote for a new app; one that leads elsewhere is left alone, and warned of. */
  void offer(String remote, String app) {
    Optional<Repository> repository = session.repository();
    if (repository.isEmpty()) {
      return;
    }
    Map<String, String> remotes = repository.get().remotes();
    if (!remotes.containsKey(remote)) {
      point(remote, app, remotes);
    } else if (!url(app).equals(remotes.get(remote))) {
      session.terminal().alert(Style.RED, leadsElsewhere(remote, app, remotes.get(remote)));
    }
  }

  private static String leadsElsewhere(String remote, String app, String url) {
    String other = remote.equals(AppRemote.NAME) ? "" : " --remote " + remote;
    return "WARNING: The git remote '%s' here still leads to %s.\n".formatted(remote, url)
        + "git push %s deploys there, and not to %s.\n".formatted(remote, Text.app(app))
        + "To have it lead to %s: paas git:remote --app %s%s".formatted(Text.app(app), app, other);
  }

  /**
   * Points what leads to the app's former name at its new one, whatever the remote is called. One
   * with a user and a token in it gets neither again: git asks {@code paas} for them.
   */
  void move(String before, String after) {
    Map<String, String> remotes = session.repository().map(Repository::remotes).orElse(Map.of());
    remotes.forEach((remote, url) -> {
      if (url(before).equals(USER.matcher(url).replaceFirst(""))) {
        point(remote, after, remotes);
      }
    });
  }

  /** Removes the conventional remote when it leads to an app that is no more. */
  void forget(String app) {
    Map<String, String> remotes = session.repository().map(Repository::remotes).orElse(Map.of());
    if (url(app).equals(remotes.get(AppRemote.NAME))) {
      new Git(session.directory()).removeRemote(AppRemote.NAME);
    }
  }
}
