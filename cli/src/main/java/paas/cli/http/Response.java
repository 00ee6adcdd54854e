package paas.cli.http;

/** A response that was read to its end. */
public record Response(Headers headers, String text) {
  public int status() {
    return headers.status();
  }

  public boolean isSuccess() {
    return status() >= 200 && status() < 300;
  }
}
