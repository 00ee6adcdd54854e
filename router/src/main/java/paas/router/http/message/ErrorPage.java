package paas.router.http.message;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import paas.router.http.Pages;

/**
 * The router's own answers, encoded once: a small HTML page for browsers, JSON for those who ask
 * for it, a line of text for everyone else; or what the app has in their place.
 */
public final class ErrorPage {
  /** A page whose head is written elsewhere. */
  public record Body(String type, byte[] bytes) {}

  /** The body is in two parts: the request's id comes between them. */
  private record Encoded(String type, byte[] head, byte[] before, byte[] after) {
    byte[] body(String requestId) {
      byte[] id = after.length == 0 ? after : requestId.getBytes(US_ASCII);
      byte[] body = Arrays.copyOf(before, before.length + id.length + after.length);
      System.arraycopy(id, 0, body, before.length, id.length);
      System.arraycopy(after, 0, body, before.length + id.length, after.length);
      return body;
    }
  }

  /** Stands in a text for the request's id. */
  private static final String ID = "\0";

  private enum Form {
    HTML,
    JSON,
    TEXT
  }

  private static final Map<Form, Map<Failure, Encoded>> OURS = new EnumMap<>(Form.class);
  private static final byte[] CLOSE = "Connection: close\r\n\r\n".getBytes(US_ASCII);
  private static final byte[] KEEP = "\r\n".getBytes(US_ASCII);

  static {
    Map<Failure, Encoded> html = new EnumMap<>(Failure.class);
    Map<Failure, Encoded> json = new EnumMap<>(Failure.class);
    Map<Failure, Encoded> text = new EnumMap<>(Failure.class);
    for (Failure failure : Failure.values()) {
      html.put(failure, encode(failure, "text/html", html(failure)));
      json.put(failure, encode(failure, "application/json", json(failure)));
      text.put(failure, encode(failure, "text/plain", text(failure)));
    }
    OURS.putAll(Map.of(Form.HTML, html, Form.JSON, json, Form.TEXT, text));
  }

  private ErrorPage() {}

  private static String title(Failure failure) {
    String code = failure.code().isEmpty() ? "" : " (" + failure.code() + ")";
    return failure.description() + code;
  }

  private static String text(Failure failure) {
    return title(failure) + "\n" + failure.advice() + "\nRequest " + ID + "\n";
  }

  /** The texts are ours, without quotes or backslashes. */
  private static String json(Failure failure) {
    return """
    {"status":%d,"code":"%s","title":"%s","message":"%s","request_id":"%s"}
    """
        .formatted(failure.status(), failure.code(), failure.description(), failure.advice(), ID);
  }

  private static String html(Failure failure) {
    return """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
    <title>%1$s</title>
    <style>body{font:1em/1.5 system-ui,sans-serif;max-width:34em;margin:15vh auto;padding:0 1em}</style>
    </head><body><h1>%1$s</h1><p>%2$s</p><p><small>Request %3$s</small></p></body></html>
    """
        .formatted(title(failure), failure.advice(), ID);
  }

  private static Encoded encode(Failure failure, String type, String body) {
    HttpResponseStatus status = HttpResponseStatus.valueOf(failure.status());
    String head =
        "HTTP/1.1 %d %s\r\nContent-Type: %s; charset=utf-8\r\nCache-Control: no-store\r\n"
            .formatted(failure.status(), status.reasonPhrase(), type);
    int id = body.indexOf(ID);
    String before = id < 0 ? body : body.substring(0, id);
    String after = id < 0 ? "" : body.substring(id + ID.length());
    return new Encoded(
        type + "; charset=utf-8",
        head.getBytes(US_ASCII),
        before.getBytes(UTF_8),
        after.getBytes(UTF_8));
  }

  /** What the page says to who sent this request, for another version of HTTP. */
  public static Body body(Failure failure, RequestHead request, Courtesy courtesy) {
    Encoded shown = shown(failure, request, courtesy);
    return new Body(shown.type(), shown.body(courtesy.requestId()));
  }

  /**
   * Writes the whole answer to a client of which nothing is known.
   *
   * @param forHead leaves the body out, as the answer to HEAD must
   * @return the length of the body written
   */
  public static int write(
      ByteBuf out, Failure failure, boolean asHtml, boolean forHead, boolean close) {
    Encoded page = ours(failure, asHtml ? Form.HTML : Form.TEXT);
    return write(out, page, Courtesy.NONE, forHead, close);
  }

  /** The same to who sent this request. */
  public static int write(
      ByteBuf out, Failure failure, RequestHead request, Courtesy courtesy, boolean close) {
    Encoded shown = shown(failure, request, courtesy);
    return write(out, shown, courtesy, request.isHead(), close);
  }

  private static Encoded shown(Failure failure, RequestHead request, Courtesy courtesy) {
    Encoded page = theirs(failure, request, courtesy.pages());
    return page == null ? ours(failure, wanted(request)) : page;
  }

  private static int write(
      ByteBuf out, Encoded page, Courtesy courtesy, boolean forHead, boolean close) {
    byte[] body = page.body(courtesy.requestId());
    out.writeBytes(page.head());
    Fields.write(out, "Content-Length", Integer.toString(body.length));
    if (!courtesy.field().isEmpty()) {
      Fields.write(out, courtesy.field());
      Fields.endLine(out);
    }
    if (!courtesy.strict().isEmpty()) {
      Fields.write(out, ResponseHead.STRICT_TRANSPORT, courtesy.strict());
    }
    out.writeBytes(close ? CLOSE : KEEP);
    if (forHead) {
      return 0;
    }
    out.writeBytes(body);
    return body.length;
  }

  private static Form wanted(RequestHead request) {
    Accept accept = request.accept();
    if (accept.prefersHtml()) {
      return Form.HTML;
    }
    return accept.prefersJson() ? Form.JSON : Form.TEXT;
  }

  private static Encoded ours(Failure failure, Form form) {
    Encoded page = OURS.getOrDefault(form, Map.of()).get(failure);
    if (page == null) {
      throw new IllegalStateException("No page for " + failure);
    }
    return page;
  }

  /** Who asks for neither form gets the app's HTML, or else its JSON. */
  private static @Nullable Encoded theirs(Failure failure, RequestHead request, Pages pages) {
    if (pages.list().isEmpty() || failure.isRedirect()) {
      return null;
    }
    Pages.Page page =
        switch (wanted(request)) {
          case HTML -> find(pages, failure, Pages.Form.HTML);
          case JSON -> find(pages, failure, Pages.Form.JSON);
          case TEXT -> {
            Pages.Page html = find(pages, failure, Pages.Form.HTML);
            yield html == null ? find(pages, failure, Pages.Form.JSON) : html;
          }
        };
    return page == null ? null : encode(failure, page.form().mediaType(), page.text());
  }

  private static Pages.@Nullable Page find(Pages pages, Failure failure, Pages.Form form) {
    return pages.find(failure.code(), failure.status(), form);
  }
}
