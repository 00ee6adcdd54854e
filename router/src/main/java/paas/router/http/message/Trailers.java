package paas.router.http.message;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map.Entry;
import java.util.Set;

/**
 * Which fields may follow a body: none that says how to frame, route, authorise or read the
 * message, as a receiver that merges them with the head would believe them (RFC 9110 section
 * 6.5.1).
 */
public final class Trailers {
  private static final Set<String> HEAD_ONLY =
      Set.of(
          "age",
          "authorization",
          "cache-control",
          "client-cert",
          "client-cert-chain",
          "content-encoding",
          "content-range",
          "content-type",
          "cookie",
          "date",
          "expect",
          "expires",
          "forwarded",
          "host",
          "location",
          "max-forwards",
          "range",
          "retry-after",
          "set-cookie",
          "vary",
          "via",
          "www-authenticate",
          "x-request-id",
          "x-request-start");

  private Trailers() {}

  /** Whether a field of this name is passed on behind a body. */
  public static boolean pass(CharSequence name) {
    // With underscores too: CGI and WSGI apps cannot tell them from dashes (RFC 3875, 4.1.18).
    String lower = name.toString().toLowerCase(Locale.ROOT).replace('_', '-');
    return !Fields.endsHere(lower)
        && !HEAD_ONLY.contains(lower)
        && !lower.startsWith("x-forwarded-")
        && !lower.startsWith("if-");
  }

  /** Writes the last chunk of a body and what follows it. */
  public static void write(ByteBuf out, HttpHeaders trailers) {
    out.writeByte('0');
    Fields.endLine(out);
    Iterator<Entry<CharSequence, CharSequence>> fields = trailers.iteratorCharSequence();
    while (fields.hasNext()) {
      Entry<CharSequence, CharSequence> field = fields.next();
      if (pass(field.getKey())) {
        Fields.write(out, field.getKey(), field.getValue());
      }
    }
    Fields.endLine(out);
  }
}
