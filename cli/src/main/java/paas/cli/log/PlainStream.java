package paas.cli.log;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import paas.cli.api.Streams;
import paas.cli.api.Unreachable;
import paas.cli.command.Session;
import paas.cli.http.Exchange;
import paas.cli.terminal.Neutral;

/** Prints the plain text that is behind a URL of the platform, as it comes, until its end. */
public final class PlainStream {
  private PlainStream() {}

  public static void print(String url, Session session) {
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
