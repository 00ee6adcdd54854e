package paas.cli.router;

import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.json.Json;

/** {@code paas router:set}: changes what the router does with an app's requests, at once. */
public final class RouterSetCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("router:set", "Change what the router does with an app's requests, at once.")
        .app()
        .words(
            "KEY=VALUE",
            "1..*",
            "first-byte and idle (45s, 5m), body-limit (10m), basic-auth (USER:PASSWORD), allow"
                + " (addresses and blocks with commas), rate-limit (10/s, 100/m,burst=20),"
                + " sticky (on, off), protocol (http1, h2c), canonical (the domain that all others lead"
                + " to)")
        .example("paas router:set body-limit=10m first-byte=90s", "413 above it, H12 after it")
        .example("paas router:set basic-auth=team:a-long-password", "401 for others")
        .example("paas router:set allow=192.0.2.0/24,2001:db8::/32", "403 for others")
        .example("paas router:set rate-limit=10/s,burst=50", "429 for an address that asks more")
        .example("paas router:set canonical=www.example.com", "301 from all other domains")
        .example("paas router:set sticky=on", "a cookie leads back to the same instance")
        .example("paas router:set protocol=h2c", "the app speaks HTTP/2, as gRPC servers do")
        .example(
            "paas router:set protocol=http1,api:h2c", "its process type 'api' does, behind a path");
  }

  @Override
  public int run(Invocation call, Session session) {
    Json.Struct change = Json.object();
    for (String word : call.words()) {
      int equals = word.indexOf('=');
      if (equals < 1 || equals == word.length() - 1) {
        throw Failure.usage(
            "A setting is KEY=VALUE, such as body-limit=10m; to go back: paas router:unset KEY");
      }
      change = change.with(word.substring(0, equals), word.substring(equals + 1));
    }
    String what = "Setting " + Text.and(change.members().keySet());
    RouterChange.apply(session, session.app(call), what, change);
    return ExitCode.OK.number();
  }
}
