package paas.cli.build;

import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.json.Json;
import paas.cli.log.PlainStream;

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
    PlainStream.print(url, session);
    Json ended = Builds.find(platform, app, build.at("id").found());
    return (ended.at("status").text().equals("failed") ? ExitCode.FAILED : ExitCode.OK).number();
  }
}
