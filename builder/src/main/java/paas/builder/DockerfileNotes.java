package paas.builder;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import paas.builder.dockerfile.Dockerfile;
import paas.builder.output.BuildLines;

/** What a Dockerfile build tells its user besides the engine's progress. */
final class DockerfileNotes {
  private final BuildLines lines;

  DockerfileNotes(BuildLines lines) {
    this.lines = lines;
  }

  /** Before the build; {@code named} are the ARGs that config vars have values for. */
  void before(Dockerfile dockerfile, Set<String> named, boolean given) {
    if (dockerfile.namesSyntax()) {
      lines.say(
          "       Its # syntax= line is left out: the engine's own Dockerfile frontend is used");
    }
    if (!named.isEmpty() && given) {
      lines.say("       Its ARGs get values: " + String.join(", ", new TreeSet<>(named)));
    } else if (!named.isEmpty()) {
      lines.say(
          " !     Its ARGs "
              + String.join(", ", new TreeSet<>(named))
              + " get no values: this engine would keep them in the image's history");
    }
    dockerfile
        .asksForSecrets()
        .ifPresent(line ->
            lines.say(
                " !     Line "
                    + line
                    + " mounts a secret or SSH agent, which builds are not given; use ARG and a config var"));
  }

  /** After it. */
  void after(ImageFacts facts, boolean entrypoint, Map<String, String> processes) {
    if (!facts.exposed().isEmpty()) {
      lines.say(
          "       EXPOSE "
              + String.join(" ", facts.exposed())
              + ": requests go to the port in $PORT all the same, so listen there");
    }
    facts.healthCheck().ifPresent(check -> lines.say("       HEALTHCHECK " + shown(check)));
    boolean commands = processes.values().stream().anyMatch(command -> !command.isEmpty());
    if (entrypoint && commands) {
      lines.say(" !     The Procfile's commands run by /bin/sh, without the image's ENTRYPOINT");
    }
    if (processes.isEmpty()) {
      lines.say(" !     No process types: add CMD to the Dockerfile, or a Procfile");
    } else {
      lines.say("-----> Process types: " + String.join(", ", new TreeSet<>(processes.keySet())));
    }
  }

  private static String shown(ImageFacts.HealthCheck check) {
    List<String> words = check.test().subList(1, check.test().size());
    return String.join(" ", words) + " is noted; the engine does not run it in every instance";
  }
}
