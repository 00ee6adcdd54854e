package paas.cli.build;

import java.util.List;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;
import paas.cli.terminal.Ago;
import paas.cli.terminal.Span;
import paas.cli.terminal.Style;
import paas.cli.terminal.Terminal;
import paas.cli.terminal.Took;

/** {@code paas builds:info}: one build. */
public final class BuildsInfoCommand implements Command {
  private static final int SHORT_VERSION = 12;

  @Override
  public Manual manual() {
    return Manual.of(
            "builds:info", "Show a build: by what means, by whom, how long, and why it failed.")
        .app()
        .json()
        .words("BUILD", "0..1", "the build's id; the newest one when there is none")
        .example("paas builds:info", "the newest build");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    Json build = Builds.find(session.platform(), app, call.word());
    if (call.has("--json")) {
      session.terminal().json(build);
    } else {
      show(build, session);
    }
    return ExitCode.OK.number();
  }

  private static void show(Json build, Session session) {
    Terminal terminal = session.terminal();
    terminal.line(Style.BOLD.span("=== build " + build.at("id").text()));
    fact(terminal, "State", build.at("status").text());
    fact(terminal, "Failure", build.at("failure").text());
    fact(terminal, "Commit", build.at("source_blob").at("version").text());
    fact(terminal, "By", build.at("user").at("email").text());
    fact(terminal, "When", Ago.of(build.at("created_at").text(), session.clock().instant()));
    fact(terminal, "Took", took(build));
    fact(
        terminal,
        "Release",
        build.at("release").at("version").found().map(v -> "v" + v).orElse(""));
    fact(terminal, "Builder", build.at("builder").text());
    fact(terminal, "Memory", build.at("memory").text());
    fact(terminal, "EXPOSE", exposed(build));
    fact(terminal, "HEALTHCHECK", healthCheck(build.at("health_check")));
    String head = "Buildpacks";
    for (Json buildpack : build.at("buildpacks").elements()) {
      fact(terminal, head, buildpack.at("name").text() + version(buildpack));
      head = "";
    }
  }

  private static String exposed(Json build) {
    List<String> ports = build.at("exposed").elements().stream().map(Json::text).toList();
    return ports.isEmpty()
        ? ""
        : String.join(" ", ports) + " (noted; requests go to the port in $PORT)";
  }

  private static String healthCheck(Json check) {
    List<String> test = check.at("test").elements().stream().map(Json::text).toList();
    return test.size() < 2
        ? ""
        : "%s, every %d s (noted; not run)"
            .formatted(
                String.join(" ", test.subList(1, test.size())),
                (int) check.at("interval").number(0));
  }

  private static String took(Json build) {
    return build.at("status").text().equals("pending")
        ? ""
        : Took.between(build.at("created_at").text(), build.at("updated_at").text()).orElse("");
  }

  private static String version(Json buildpack) {
    String version = buildpack.at("version").text();
    boolean shown = version.length() > SHORT_VERSION;
    return version.isEmpty() ? "" : " " + (shown ? version.substring(0, SHORT_VERSION) : version);
  }

  private static void fact(Terminal terminal, String name, String value) {
    if (!value.isEmpty()) {
      terminal.line(Style.DIM.span(name + " ".repeat(13 - name.length())), Span.of(value));
    }
  }
}
