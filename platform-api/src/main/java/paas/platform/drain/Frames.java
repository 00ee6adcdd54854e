package paas.platform.drain;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import paas.router.logs.LogLine;

/**
 * Lines as syslog messages (RFC 5424), each behind its length in bytes (RFC 6587, 3.4.1).
 *
 * @param separator what stands between the message's id and its text: by the RFC no structured
 *     data, which Heroku's {@code application/logplex-1} leaves out
 */
record Frames(String separator) {
  static final Frames RFC_5424 = new Frames(" - - ");
  static final Frames LOGPLEX = new Frames(" - ");

  /** Facility local7, severity informational: what the app printed. */
  private static final int APP = 190;

  /** Facility local3, severity informational: the router's lines. */
  private static final int ROUTER = 158;

  /** Facility syslog, severity notice: what the platform did, and who changed what. */
  private static final int PLATFORM = 45;

  /**
   * All of them, one behind the other.
   *
   * @param host who they are from: the app's name
   */
  byte[] of(String host, List<LogLine> lines) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (LogLine line : lines) {
      byte[] message = message(host, line).getBytes(StandardCharsets.UTF_8);
      all.writeBytes((message.length + " ").getBytes(StandardCharsets.US_ASCII));
      all.writeBytes(message);
    }
    return all.toByteArray();
  }

  /** By hand and not by a format: this runs for every line. */
  private String message(String host, LogLine line) {
    return "<"
        + priority(line)
        + ">1 "
        + line.timestamp()
        + " "
        + host
        + " "
        + line.source()
        + " "
        + line.process()
        + separator
        + line.text();
  }

  private static int priority(LogLine line) {
    return switch (line.process()) {
      case "router" -> ROUTER;
      case "api" -> PLATFORM;
      default -> line.source().equals("app") ? APP : PLATFORM;
    };
  }
}
