package paas.cli.app;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Locale;
import java.util.Map;
import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.terminal.Style;

/**
 * {@code paas open}: prints an app's address, and shows it in a browser where there is a display.
 */
public final class OpenCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("open", "Print an app's address, and open it in a browser where there is one.")
        .app()
        .words("PATH", "0..1", "a path within the app")
        .example("paas open", "opens the app's front page")
        .example("paas open /admin", "opens a page of it");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    String base = session.platform().get(Platform.path("apps", app)).at("web_url").text();
    // The browser is handed the address by the system: nothing but the web may come through.
    if (!base.startsWith("http://") && !base.startsWith("https://")) {
      throw Failure.of(ExitCode.FAILED, "The app has no web address, but '" + base + "'.");
    }
    String url = base.replaceAll("/+$", "") + call.word().map(OpenCommand::path).orElse("");
    session.terminal().line(url);
    browse(url, session);
    return ExitCode.OK.number();
  }

  private static String path(String word) {
    return word.startsWith("/") ? word : "/" + word;
  }

  private static void browse(String url, Session session) {
    boolean mac = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac");
    Map<String, String> env = session.env();
    if (!mac && !env.containsKey("DISPLAY") && !env.containsKey("WAYLAND_DISPLAY")) {
      return;
    }
    try {
      new ProcessBuilder(mac ? "open" : "xdg-open", url)
          .redirectOutput(Redirect.DISCARD)
          .redirectError(Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      session.terminal().alert(Style.YELLOW, "No browser was started: " + e.getMessage());
    }
  }
}
