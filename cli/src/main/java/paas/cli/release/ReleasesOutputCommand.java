package paas.cli.release;

import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.json.Json;
import paas.cli.log.PlainStream;

/** {@code paas releases:output}: what a release phase printed, and goes on printing. */
public final class ReleasesOutputCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of(
            "releases:output", "Show what a release phase printed; follows one that is under way.")
        .app()
        .words("VERSION", "0..1", "such as v12; the newest that printed something otherwise")
        .example("paas releases:output", "the newest release phase")
        .example("paas releases:output v12", "that of v12");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    Versions versions = new Versions(session.platform(), app);
    Json release = call.word().isPresent() ? versions.find(call.word()) : versions.printed();
    String version = release.at("version").text();
    String url =
        release
            .at("output_stream_url")
            .found()
            .orElseThrow(() ->
                Failure.of(
                    ExitCode.NOT_FOUND,
                    "v" + version + " printed nothing: it has no release phase that ran.",
                    "A line 'release: COMMAND' in the Procfile makes one."));
    PlainStream.print(url, session);
    Json ended = session.platform().get(Platform.path("apps", app, "releases", version));
    return (ended.at("status").text().equals("failed") ? ExitCode.FAILED : ExitCode.OK).number();
  }
}
