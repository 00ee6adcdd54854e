package paas.cli;

import java.util.Optional;

/** What users of Heroku look for and do not find here, each with what there is instead. */
final class Elsewhere {
  private Elsewhere() {}

  /** One line for a command of a topic that is not here; empty where it is no such topic. */
  static Optional<String> instead(String typed) {
    String topic = typed.split(":", 2)[0];
    String line =
        switch (topic) {
          case "pipelines", "reviewapps", "ci" ->
              "There are no pipelines and review apps: an app for each stage, paas releases:canary";
          case "addons", "pg", "redis", "kafka" ->
              "There are no add-ons: run the service yourself, and name it by paas config:set";
          case "webhooks" ->
              "There are no outgoing webhooks; webhooks:incoming deploys what is pushed elsewhere";
          case "authorizations" ->
              "Tokens of your own have no command: POST /oauth/authorizations makes one";
          default -> "";
        };
    return line.isEmpty() ? Optional.empty() : Optional.of(line + " (docs/HEROKU.md).");
  }
}
