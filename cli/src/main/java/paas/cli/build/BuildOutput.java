package paas.cli.build;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import paas.cli.api.Streams;
import paas.cli.command.Session;
import paas.cli.http.Exchange;
import paas.cli.terminal.Neutral;

/** What a build prints. */
final class BuildOutput {
  private BuildOutput() {}

  /** Prints what there is, and what comes, until the build has ended. */
  static void print(String url, Session session) throws IOException {
    boolean colour = session.terminal().colour();
    try (Exchange exchange = Streams.open(URI.create(url), "text/plain", session.platform())) {
      var lines =
          new BufferedReader(new InputStreamReader(exchange.body(), StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        session.terminal().logLine(Neutral.logLine(line, colour));
      }
    }
  }
}
