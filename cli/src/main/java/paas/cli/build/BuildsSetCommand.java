package paas.cli.build;

import java.util.LinkedHashMap;
import java.util.Map;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.json.Json;

/** {@code paas builds:set}: changes how an app is built from the next build on. */
public final class BuildsSetCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("builds:set", "Change how an app is built, from its next build on.")
        .app()
        .words(
            "KEY=value",
            "1..*",
            "builder (auto, dockerfile, buildpacks or cnb:IMAGE), directory, dockerfile, target,"
                + " procfile, branch, check (report, or strict: what the twelve-factor check finds"
                + " refuses a push); paths are inside the source")
        .example("paas builds:set directory=apps/web", "build one folder of a monorepo")
        .example("paas builds:set dockerfile=deploy/Dockerfile target=web", "a stage of that file")
        .example("paas builds:set builder=buildpacks", "even where there is a Dockerfile")
        .example(
            "paas builds:set check=strict", "what the twelve-factor check finds refuses a push")
        .example("paas builds:set branch=production", "the branch whose push deploys");
  }

  @Override
  public int run(Invocation call, Session session) {
    Map<String, Json> change = new LinkedHashMap<>();
    for (String word : call.words()) {
      int equals = word.indexOf('=');
      if (equals < 0 || equals == word.length() - 1) {
        throw Failure.usage("'" + word + "' is not KEY=value; to go back: paas builds:unset KEY");
      }
      String name = Settings.known(word.substring(0, equals));
      change.put(name, Json.of(word.substring(equals + 1)));
    }
    Settings.require(change.keySet(), "paas builds:set directory=apps/web");
    Settings.apply(session, session.app(call), "Setting " + Text.and(change.keySet()), change);
    return ExitCode.OK.number();
  }
}
