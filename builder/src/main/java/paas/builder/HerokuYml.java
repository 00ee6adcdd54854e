package paas.builder;

import java.util.List;
import paas.builder.output.BuildLines;
import paas.builder.source.Source;

/**
 * Heroku's description of a Docker build. It is not read: what it says are settings of the app and
 * lines of a Procfile here. An app that has one would else be built in another way than its author
 * expects, without a word.
 */
final class HerokuYml {
  private static final String FILE = "heroku.yml";
  private static final List<String> INSTEAD =
      List.of(
          FILE + " is not read. Instead of it:",
          "build: one Dockerfile, set by  paas builds:set dockerfile=PATH target=STAGE",
          "run and release: lines of a Procfile, such as  release: COMMAND",
          "setup, build.config: config vars (paas config:set); an ARG gets the one of its name");

  private HerokuYml() {}

  /** Says so where the source has the file. */
  static void note(Source source, BuildLines lines) {
    if (source.roots().contains(FILE)) {
      INSTEAD.forEach(line -> lines.say(" !     " + line));
    }
  }
}
