package paas.cli.http;

import java.nio.charset.StandardCharsets;

/** A response that was read to its end. */
public record Response(Headers headers, byte[] body) {
  public int status() {
    return headers.status();
  }

  public boolean isSuccess() {
    return status() >= 200 && status() < 300;
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
