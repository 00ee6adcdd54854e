package paas.cli.router;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.json.Json;
import paas.cli.terminal.Progress;

/** {@code paas router:pages:set}: gives an app a page of its own for an answer of the router. */
public final class RouterPagesSetCommand implements Command {
  private static final int MAX_BYTES = 64 << 10;

  @Override
  public Manual manual() {
    return Manual.of("router:pages:set", "Show a page of your own in place of the router's.")
        .app()
        .words(
            "CODE FILE",
            "1..*",
            "a status (503), a code (H12) or 'maintenance'; a file of at most 64 KB, which is JSON"
                + " where its name ends in .json, else HTML")
        .example("paas router:pages:set maintenance back-soon.html", "for maintenance:on")
        .example("paas router:pages:set 503 sorry.html", "for all that is answered with 503")
        .example("paas router:pages:set 503 sorry.json", "for clients that accept JSON");
  }

  @Override
  public int run(Invocation call, Session session) {
    List<String> words = call.words(2, 2, "paas router:pages:set 503 sorry.html");
    String code = words.get(0);
    String file = words.get(1);
    String app = session.app(call);
    String form = file.toLowerCase(Locale.ROOT).endsWith(".json") ? "json" : "html";
    Json body =
        Json.object().with("form", form).with("text", read(session.directory().resolve(file)));
    Progress progress =
        session.terminal().progress("Setting the page for " + code + " of " + Text.app(app));
    String path = Platform.path("apps", app, "router", "pages", code);
    progress.step(() -> session.platform().put(path, body));
    progress.done();
    return ExitCode.OK.number();
  }

  private static String read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw Failure.usage(file.getFileName() + " is larger than 64 KB: link to what is large");
      }
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw Failure.usage("There is no file " + file + ".");
    } catch (CharacterCodingException e) {
      throw Failure.usage(file + " is not UTF-8 text.");
    } catch (IOException e) {
      throw Failure.usage("Cannot read " + file + ": " + e.getMessage());
    }
  }
}
