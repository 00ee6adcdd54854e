package paas.cli.build;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import paas.cli.api.Platform;
import paas.cli.api.Streams;
import paas.cli.api.Unreachable;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.http.Exchange;
import paas.cli.json.Json;
import paas.cli.terminal.Neutral;

/** {@code paas builds:output}: what a build printed, and goes on printing. */
public final class BuildsOutputCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("builds:output", "Show what a build printed; follows one that is under way.")
        .app()
        .words("BUILD", "0..1", "the build's id; the newest one when there is none")
        .example("paas builds:output", "the newest build");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    Platform platform = session.platform();
    Json build = Builds.find(platform, app, call.word());
    String url =
        build
            .at("output_stream_url")
            .found()
            .orElseThrow(
                () -> Failure.of(ExitCode.NOT_FOUND, "The output of this build is not kept."));
    print(url, session);
    Json ended = Builds.find(platform, app, build.at("id").found());
    return (ended.at("status").text().equals("failed") ? ExitCode.FAILED : ExitCode.OK).number();
  }

  private static void print(String url, Session session) {
    boolean colour = session.terminal().colour();
    try (Exchange exchange = Streams.open(URI.create(url), "text/plain", session.platform())) {
      var lines =
          new BufferedReader(new InputStreamReader(exchange.body(), StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        session.terminal().logLine(Neutral.logLine(line, colour));
      }
    } catch (IOException e) {
      throw Unreachable.because(e, session.platform().url());
    }
  }
}
