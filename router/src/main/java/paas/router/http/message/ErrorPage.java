package paas.router.http.message;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.EnumMap;
import java.util.Map;

/**
 * The router's own answers, encoded once: a small HTML page for browsers, a line of text for
 * everyone else.
 */
public final class ErrorPage {
  private record Encoded(byte[] head, byte[] body) {}

  /** A page whose head is written elsewhere. */
  public record Body(String type, byte[] bytes) {}

  private static final Map<Failure, Encoded> HTML = new EnumMap<>(Failure.class);
  private static final Map<Failure, Encoded> TEXT = new EnumMap<>(Failure.class);
  private static final byte[] CLOSE = "Connection: close\r\n\r\n".getBytes(US_ASCII);
  private static final byte[] KEEP = "\r\n".getBytes(US_ASCII);

  static {
    for (Failure failure : Failure.values()) {
      HTML.put(failure, encode(failure, "text/html", html(failure)));
      TEXT.put(failure, encode(failure, "text/plain", text(failure)));
    }
  }

  private ErrorPage() {}

  private static String title(Failure failure) {
    String code = failure.code().isEmpty() ? "" : " (" + failure.code() + ")";
    return failure.description() + code;
  }

  private static String text(Failure failure) {
    return title(failure) + "\n" + failure.advice() + "\n";
  }

  private static String html(Failure failure) {
    return """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
    <title>%1$s</title>
    <style>body{font:1em/1.5 system-ui,sans-serif;max-width:34em;margin:15vh auto;padding:0 1em}</style>
    </head><body><h1>%1$s</h1><p>%2$s</p></body></html>
    """
        .formatted(title(failure), failure.advice());
  }

  private static Encoded encode(Failure failure, String type, String body) {
    byte[] bytes = body.getBytes(US_ASCII);
    HttpResponseStatus status = HttpResponseStatus.valueOf(failure.status());
    String head =
        "HTTP/1.1 %d %s\r\nContent-Type: %s; charset=utf-8\r\nContent-Length: %d\r\nCache-Control: no-store\r\n"
            .formatted(failure.status(), status.reasonPhrase(), type, bytes.length);
    return new Encoded(head.getBytes(US_ASCII), bytes);
  }

  /** What a page says, for another version of HTTP. */
  public static Body body(Failure failure, boolean asHtml) {
    String type = asHtml ? "text/html; charset=utf-8" : "text/plain; charset=utf-8";
    return new Body(type, page(failure, asHtml).body());
  }

  private static Encoded page(Failure failure, boolean asHtml) {
    Encoded page = (asHtml ? HTML : TEXT).get(failure);
    if (page == null) {
      throw new IllegalStateException("No page for " + failure);
    }
    return page;
  }

  /**
   * Writes the whole answer.
   *
   * @param forHead leaves the body out, as the answer to HEAD must
   * @return the length of the body written
   */
  public static int write(
      ByteBuf out, Failure failure, boolean asHtml, boolean forHead, boolean close) {
    Encoded page = page(failure, asHtml);
    out.writeBytes(page.head()).writeBytes(close ? CLOSE : KEEP);
    if (forHead) {
      return 0;
    }
    out.writeBytes(page.body());
    return page.body().length;
  }
}
