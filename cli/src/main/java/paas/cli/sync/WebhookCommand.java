package paas.cli.sync;

import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;
import paas.cli.terminal.Style;

/** {@code paas webhooks:incoming}: by which a git host tells of pushes, so that they deploy. */
public final class WebhookCommand implements Command {
  /** What is done with it. */
  public enum Wish {
    SHOW("webhooks:incoming", "Show an app's incoming webhook: its URL and secret."),
    ENABLE("webhooks:incoming:enable", "Make an incoming webhook: pushes elsewhere then deploy."),
    ROTATE("webhooks:incoming:rotate", "Give the incoming webhook a new URL and secret."),
    DISABLE("webhooks:incoming:disable", "Remove an app's incoming webhook.");

    private final String command;
    private final String summary;

    Wish(String command, String summary) {
      this.command = command;
      this.summary = summary;
    }
  }

  private final Wish wish;

  public WebhookCommand(Wish wish) {
    this.wish = wish;
  }

  @Override
  public Manual manual() {
    return Manual.of(wish.command, wish.summary)
        .app()
        .json()
        .example("paas " + wish.command + " --app shop", "of GitHub, Gitea, Forgejo or GitLab");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    Platform platform = session.platform();
    String path = Platform.path("apps", app, "incoming-webhook");
    Json webhook =
        switch (wish) {
          case SHOW -> platform.get(path);
          case ENABLE, ROTATE -> platform.post(path, Json.object());
          case DISABLE -> platform.delete(path);
        };
    if (call.has("--json")) {
      session.terminal().json(webhook);
    } else if (wish == Wish.DISABLE) {
      session.terminal().line(Text.app(app) + " takes no deliveries any more.");
    } else {
      session.terminal().line("URL     " + webhook.at("url").text());
      session.terminal().line("Secret  " + webhook.at("secret").text());
      session
          .terminal()
          .noteLine("Set both at the git host; content type application/json, pushes.");
      warnOfUnreachable(webhook.at("url").text(), session);
    }
    return ExitCode.OK.number();
  }

  /** Otherwise it is set up at a git host, and nothing ever comes. */
  private static void warnOfUnreachable(String url, Session session) {
    if (Nearby.only(url)) {
      session
          .terminal()
          .alert(
              Style.YELLOW,
              "A git host on the internet cannot reach "
                  + Nearby.host(url)
                  + ": give bin/up PAAS_DOMAIN and PAAS_ACME_EMAIL,\n"
                  + "then paas webhooks:incoming shows a URL that it can.");
    }
  }
}
