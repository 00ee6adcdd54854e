package paas.cli.sync;

import paas.cli.api.Platform;
import paas.cli.build.BuildFollowing;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.json.Json;

/** {@code paas git:sync}: deploys what a foreign repository holds. */
public final class GitSyncCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("git:sync", "Deploy from a git repository elsewhere, and remember it.")
        .app()
        .words("URL", "0..1", "http(s)://host/repository.git#branch; the remembered one without")
        .example("paas git:sync https://git.example.com/shop.git#main", "fetches and deploys")
        .example("paas git:sync", "the same again");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    Json order = call.word().map(GitSyncCommand::order).orElse(Json.object());
    Json build = session.platform().post(Platform.path("apps", app, "git-syncs"), order);
    return new BuildFollowing(session, app).follow(build);
  }

  private static Json order(String word) {
    int hash = word.indexOf('#');
    return hash < 0
        ? Json.object().with("url", word)
        : Json.object()
            .with("url", word.substring(0, hash))
            .with("reference", word.substring(hash + 1));
  }
}
