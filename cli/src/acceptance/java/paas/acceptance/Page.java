package paas.acceptance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One HTTP answer, over a socket of its own: {@code *.localhost} does not resolve in Java. */
record Page(int status, String body) {
  /** Status 0: no answer. */
  static Page get(int port, String host, String path) {
    return get(port, "", host, path);
  }

  /** After this text, by which a proxy may say for whom it asks. */
  static Page get(int port, String before, String host, String path) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(60_000);
      socket
          .getOutputStream()
          .write(
              (before
                      + "GET "
                      + path
                      + " HTTP/1.1\r\nHost: "
                      + host
                      + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.UTF_8));
      return parse(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return new Page(0, e.toString());
    }
  }

  private static Page parse(String answer) {
    int end = answer.indexOf("\r\n\r\n");
    if (end < 0 || !answer.startsWith("HTTP/1.1 ")) {
      return new Page(0, answer);
    }
    return new Page(Integer.parseInt(answer.substring(9, 12)), answer.substring(end + 4));
  }
}
