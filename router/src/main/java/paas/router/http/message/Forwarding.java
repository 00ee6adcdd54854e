package paas.router.http.message;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.Map.Entry;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import paas.router.http.Hostname;

/**
 * What the router adds to a request, and the head that the app gets.
 *
 * @param certificate the client's certificate, which its app believes (RFC 9440); empty for none
 */
public record Forwarding(
    RequestHead head, ClientAddress client, String requestId, String certificate) {
  private static final AsciiString TE = AsciiString.cached("te");
  private static final AsciiString TRAILERS = AsciiString.cached("trailers");
  private static final AsciiString HOST = AsciiString.cached("Host");
  private static final AsciiString UPGRADE = AsciiString.cached("Upgrade");
  private static final AsciiString CONNECTION = AsciiString.cached("Connection");
  private static final AsciiString CONTENT_LENGTH = AsciiString.cached("Content-Length");
  private static final AsciiString TRANSFER_ENCODING = AsciiString.cached("Transfer-Encoding");
  private static final AsciiString CHUNKED = AsciiString.cached("chunked");
  private static final AsciiString VERSION = AsciiString.cached(" HTTP/1.1\r\n");
  private static final AsciiString OUR_VIA = AsciiString.cached("1.1 paas");
  private static final AsciiString OUR_VIA_OF_HTTP_2 = AsciiString.cached("2.0 paas");
  private static final AsciiString VIA = AsciiString.cached("Via");
  private static final AsciiString FORWARDED = AsciiString.cached("Forwarded");
  private static final AsciiString CLIENT_CERT = AsciiString.cached("Client-Cert");
  private static final AsciiString CLIENT_CERT_CHAIN = AsciiString.cached("Client-Cert-Chain");

  /** CGI apps take it for their own proxy setting (CVE-2016-5385). */
  private static final AsciiString PROXY = AsciiString.cached("Proxy");

  private static final AsciiString X_FORWARDED_FOR = AsciiString.cached("X-Forwarded-For");
  private static final AsciiString X_FORWARDED_PORT = AsciiString.cached("X-Forwarded-Port");
  private static final AsciiString X_FORWARDED_PROTO = AsciiString.cached("X-Forwarded-Proto");
  private static final AsciiString X_REQUEST_ID = AsciiString.cached("X-Request-Id");
  private static final AsciiString X_REQUEST_START = AsciiString.cached("X-Request-Start");
  private static final String X_FORWARDED = "x-forwarded-";

  public static Forwarding of(RequestHead head, ClientAddress client, RandomGenerator random) {
    String id =
        RequestIds.isAcceptable(head.requestId())
            ? head.requestId().toString()
            : RequestIds.next(random);
    return new Forwarding(head, client, id, "");
  }

  /** The same from a client that showed this certificate. */
  public Forwarding presenting(String other) {
    return new Forwarding(head, client, requestId, other);
  }

  /** The client's address, after those that a trusted proxy gave. */
  public String forwardedFor() {
    boolean chained = client.trusted() && !head.forwardedFor().isEmpty();
    return chained ? head.forwardedFor() + ", " + client.text() : client.text();
  }

  /** What the connection is, unless a trusted proxy says otherwise. */
  public String protocol() {
    boolean told = client.trusted() && !head.forwardedProto().isEmpty();
    return told ? head.forwardedProto().toString() : client.secure() ? "https" : "http";
  }

  private CharSequence port() {
    return client.trusted() && !head.forwardedPort().isEmpty()
        ? head.forwardedPort()
        : client.port();
  }

  /**
   * Whether the platform's own host may answer: the client is on this machine, or came by TLS, here
   * or through a trusted proxy. A proxy on this machine makes everyone look local, so its word on
   * the protocol counts.
   */
  public boolean reachesPlatform() {
    boolean proxied = client.trusted() && !head.forwardedFor().isEmpty();
    return proxied ? protocol().equals("https") : client.secure() || client.loopback();
  }

  /** What the client asked for, under another hostname: by the same protocol, at the same port. */
  public String under(Hostname other) {
    String host = head.hostHeader();
    int colon = host.startsWith("[") ? -1 : host.indexOf(':');
    String port = colon < 0 ? "" : host.substring(colon);
    String path = head.path().equals("*") ? "/" : head.path();
    return protocol() + "://" + other + port + path;
  }

  /** Writes the head that the app gets. */
  public void write(ByteBuf out, long nowMillis) {
    HttpRequest request = head.request();
    Fields.write(out, request.method().asciiName());
    out.writeByte(' ');
    Fields.write(out, head.path());
    Fields.write(out, VERSION);
    Fields.write(out, HOST, head.hostHeader());
    Iterator<Entry<CharSequence, CharSequence>> fields = request.headers().iteratorCharSequence();
    while (fields.hasNext()) {
      Entry<CharSequence, CharSequence> field = fields.next();
      if (passes(field.getKey())) {
        Fields.write(out, field.getKey(), field.getValue());
      }
    }
    writeFraming(out);
    writeOwn(out, nowMillis);
    Fields.endLine(out);
  }

  /**
   * Gives each field that the app gets to whoever writes the head in HTTP/2; without those of the
   * request line and the framing, but with the length.
   */
  public void forEachField(long nowMillis, BiConsumer<CharSequence, CharSequence> to) {
    Iterator<Entry<CharSequence, CharSequence>> fields =
        head.request().headers().iteratorCharSequence();
    while (fields.hasNext()) {
      Entry<CharSequence, CharSequence> field = fields.next();
      CharSequence name = field.getKey();
      if (passes(name)) {
        to.accept(name, field.getValue());
      } else if (Fields.is(name, TE)
          && AsciiString.containsIgnoreCase(field.getValue(), TRAILERS)) {
        // The router passes trailers on, and gRPC servers insist on being told (RFC 9113, 8.2.2).
        to.accept(TE, TRAILERS);
      }
    }
    if (head.framing() != Framing.CHUNKED && !head.length().isEmpty()) {
      to.accept(CONTENT_LENGTH, head.length());
    }
    if (!certificate.isEmpty()) {
      to.accept(CLIENT_CERT, certificate);
    }
    to.accept(X_FORWARDED_FOR, forwardedFor());
    to.accept(X_FORWARDED_PROTO, protocol());
    to.accept(X_FORWARDED_PORT, port());
    to.accept(X_REQUEST_START, Long.toString(nowMillis));
    to.accept(X_REQUEST_ID, requestId);
    to.accept(VIA, via());
  }

  private boolean passes(CharSequence name) {
    boolean replaced =
        switch (name.length()) {
          case 3 -> Fields.is(name, VIA);
          case 4 -> Fields.is(name, HOST);
          case 5 -> Fields.is(name, PROXY);
          case 9 -> Fields.is(name, FORWARDED) && !client.trusted();
          // Whoever else speaks of a client's certificate, it is not this router (RFC 9440, 4).
          case 11 -> Fields.isLike(name, CLIENT_CERT);
          case 12 -> Fields.isLike(name, X_REQUEST_ID);
          case 15 -> Fields.isLike(name, X_REQUEST_START) || Fields.isLike(name, X_FORWARDED_FOR);
          case 16 -> Fields.isLike(name, X_FORWARDED_PORT);
          case 17 ->
              Fields.isLike(name, X_FORWARDED_PROTO) || Fields.isLike(name, CLIENT_CERT_CHAIN);
          default -> false;
        };
    return !replaced
        && !Fields.endsHere(name)
        && (client.trusted() || !isForwardedField(name))
        && !head.connection().names(name);
  }

  /** With underscores too: CGI and WSGI apps cannot tell them from dashes (RFC 3875, 4.1.18). */
  private static boolean isForwardedField(CharSequence name) {
    if (name.length() <= X_FORWARDED.length()) {
      return false;
    }
    for (int i = 0; i < X_FORWARDED.length(); i++) {
      char c = name.charAt(i);
      if (AsciiString.toLowerCase(c == '_' ? '-' : c) != X_FORWARDED.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void writeFraming(ByteBuf out) {
    if (head.framing() == Framing.CHUNKED) {
      Fields.write(out, TRANSFER_ENCODING, CHUNKED);
    } else if (!head.length().isEmpty()) {
      Fields.write(out, CONTENT_LENGTH, head.length());
    }
    if (head.wantsUpgrade()) {
      Fields.write(out, CONNECTION, UPGRADE);
      Fields.write(out, UPGRADE, head.upgrade());
    }
  }

  private void writeOwn(ByteBuf out, long nowMillis) {
    if (!certificate.isEmpty()) {
      Fields.write(out, CLIENT_CERT, certificate);
    }
    Fields.write(out, X_FORWARDED_FOR, forwardedFor());
    Fields.write(out, X_FORWARDED_PROTO, protocol());
    Fields.write(out, X_FORWARDED_PORT, port());
    Fields.write(out, X_REQUEST_START, Long.toString(nowMillis));
    Fields.write(out, X_REQUEST_ID, requestId);
    Fields.write(out, VIA, via());
  }

  private CharSequence via() {
    AsciiString via = head.isHttp2() ? OUR_VIA_OF_HTTP_2 : OUR_VIA;
    return head.via().isEmpty() ? via : head.via() + ", " + via;
  }
}
