package paas.cli.oneoff;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import paas.cli.api.Platform;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.fault.Failure;
import paas.cli.json.Json;

/** The start of a one-off: what is asked of the platform. */
record Launch(String app, Json.Struct request) {
  /** Seconds. */
  private static final int LONGEST = 24 * 60 * 60;

  /** The options that every kind of one-off takes. */
  static Manual options(Manual manual) {
    return manual
        .app()
        .options("-e,--env", "KEY=value", "one more environment variable, for this run only")
        .option("-s,--size", "SIZE", "another size than usual")
        .option("--timeout", "SECONDS", "stop it after that long (at most 86400, which is usual)")
        .words("COMMAND", "0..*", "a process type of the Procfile, or any command line")
        .verbatim();
  }

  static Launch of(Invocation call, Session session) {
    CommandLineWords words = CommandLineWords.of(call.words(), call.isDelimited());
    if (words.command().isEmpty() || words.line().isBlank()) {
      throw Failure.usage("What should run? For example: paas run migrate");
    }
    Optional<String> app = call.option("--app").isPresent() ? Optional.empty() : words.app();
    Json.Struct request = Json.object().with("command", words.line());
    if (call.option("--size").isPresent()) {
      request = request.with("size", call.option("--size").get());
    }
    if (call.option("--timeout").isPresent()) {
      int seconds = call.number("--timeout", LONGEST, 1, LONGEST);
      request = request.with("time_to_live", Json.of(seconds));
    }
    return new Launch(app.orElseGet(() -> session.app(call)), request);
  }

  /** The same with these environment variables on top of the wanted ones. */
  Launch with(Map<String, String> env, Invocation call) {
    return new Launch(app, request.with("env", variables(env, call)));
  }

  /** Those variables, and on top of them what the options say. */
  static Json variables(Map<String, String> env, Invocation call) {
    Map<String, Json> all = new LinkedHashMap<>();
    env.forEach((key, value) -> all.put(key, Json.of(value)));
    for (String word : call.options("--env")) {
      int equals = word.indexOf('=');
      if (equals <= 0) {
        throw Failure.usage("--env wants KEY=value, not '" + word + "'.");
      }
      all.put(word.substring(0, equals), Json.of(word.substring(equals + 1)));
    }
    return new Json.Struct(all);
  }

  Launch with(String name, Json value) {
    return new Launch(app, request.with(name, value));
  }

  /** Starts it. */
  Json start(Session session) {
    return session.platform().post(Platform.path("apps", app, "dynos"), request);
  }
}
