package paas.platform.api.logs;

import java.nio.charset.StandardCharsets;
import paas.router.logs.StoredLine;

/** How lines are written to a client. */
enum LogForm {
  /** Server-sent events: each line with its id, so that a client can go on where it was. */
  EVENTS("text/event-stream; charset=utf-8") {
    @Override
    String line(StoredLine line) {
      return "id: " + line.id() + "\ndata: " + shown(line) + "\n\n";
    }

    @Override
    String heartbeat() {
      return ":\n\n";
    }

    /** A client that was given all there is asks once more, at once, and then knows. */
    @Override
    String opening(boolean tail) {
      return tail ? heartbeat() : "retry: 1\n\n";
    }
  },

  PLAIN("text/plain; charset=utf-8") {
    @Override
    String line(StoredLine line) {
      return shown(line) + "\n";
    }

    @Override
    String heartbeat() {
      return "";
    }

    @Override
    String opening(boolean tail) {
      return "";
    }
  };

  private final String mediaType;

  LogForm(String mediaType) {
    this.mediaType = mediaType;
  }

  String mediaType() {
    return mediaType;
  }

  abstract String line(StoredLine line);

  abstract String heartbeat();

  abstract String opening(boolean tail);

  /**
   * Many clients take a carriage return for the end of a line: an app could forge lines with it.
   * One at the end of a line is a part of that end.
   */
  private static String shown(StoredLine line) {
    String text = line.line().format();
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '\r') {
      end--;
    }
    return text.substring(0, end).replace('\r', ' ');
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
