package paas.router.http.message;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.List;
import java.util.Map.Entry;
import org.jspecify.annotations.Nullable;

/**
 * A request's head, read in one pass: where it wants to go, how its body is framed, what the client
 * asks of this hop, and why it is refused, if it is.
 */
public final class RequestHead {
  /**
   * The version of requests that came by HTTP/2; known by identity, as no request line may claim
   * it.
   */
  public static final HttpVersion HTTP_2 = new HttpVersion("HTTP", 2, 0, true);

  private static final AsciiString VIA = AsciiString.cached("via");
  private static final AsciiString HOST = AsciiString.cached("host");
  private static final AsciiString ACCEPT = AsciiString.cached("accept");
  private static final AsciiString EXPECT = AsciiString.cached("expect");
  private static final AsciiString UPGRADE = AsciiString.cached("upgrade");
  private static final AsciiString CONNECTION = AsciiString.cached("connection");
  private static final AsciiString X_REQUEST_ID = AsciiString.cached("x-request-id");
  private static final AsciiString CONTENT_LENGTH = AsciiString.cached("content-length");
  private static final AsciiString X_FORWARDED_FOR = AsciiString.cached("x-forwarded-for");
  private static final AsciiString X_FORWARDED_PORT = AsciiString.cached("x-forwarded-port");
  private static final AsciiString X_FORWARDED_PROTO = AsciiString.cached("x-forwarded-proto");
  private static final AsciiString TRANSFER_ENCODING = AsciiString.cached("transfer-encoding");
  private static final AsciiString KEY_1 = AsciiString.cached("sec-websocket-key1");
  private static final AsciiString KEY_2 = AsciiString.cached("sec-websocket-key2");

  /** Twice what a browser with many cookies and a chain of proxies send. */
  static final int MAX_FIELDS = 200;

  /** What a field costs besides its name and value, as HTTP/2 reckons (RFC 9113, 10.5.1). */
  private static final int COST_OF_FIELD = 32;

  private HttpRequest request;
  private final ConnectionOptions connection = new ConnectionOptions();
  private final boolean http10;
  private @Nullable Failure failure;
  private String path;
  private String host = "";
  private String hostHeader = "";
  private Framing framing = Framing.NONE;
  private CharSequence length = "";
  private CharSequence coding = "";
  private CharSequence upgrade = "";
  private CharSequence via = "";
  private CharSequence requestId = "";
  private CharSequence forwardedFor = "";
  private CharSequence forwardedPort = "";
  private CharSequence forwardedProto = "";
  private @Nullable Accept accept;
  private int size;
  private boolean whole = true;
  private boolean expectsContinue;
  private int hosts;
  private int ancientKeys;

  /**
   * @param maxLine the longest header line in bytes
   */
  public RequestHead(HttpRequest request, int maxLine) {
    this.request = request;
    this.http10 = request.protocolVersion().equals(HttpVersion.HTTP_1_0);
    this.path = request.uri();
    readFields(maxLine);
    host = HostHeader.normalise(hostHeader);
    if (request.decoderResult().isFailure()) {
      failure = RequestLineRules.failureOf(request.decoderResult().cause());
    } else if (failure == null) {
      failure = firstFault();
    }
  }

  private void readFields(int maxLine) {
    Iterator<Entry<CharSequence, CharSequence>> fields = request.headers().iteratorCharSequence();
    int count = 0;
    size = path.length();
    while (fields.hasNext()) {
      Entry<CharSequence, CharSequence> field = fields.next();
      CharSequence name = field.getKey();
      CharSequence value = field.getValue();
      count++;
      int length = name.length() + value.length();
      size += length + COST_OF_FIELD;
      if (length + 2 > maxLine || count > MAX_FIELDS) {
        failure = Failure.HEADER_TOO_LONG;
      }
      // Of those too many only the host counts: it says whose log tells of the refusal.
      if (count <= MAX_FIELDS || Fields.is(name, HOST)) {
        readField(name, value);
      }
    }
  }

  private void readField(CharSequence name, CharSequence value) {
    switch (name.length()) {
      case 3 -> via = Fields.is(name, VIA) ? Fields.more(via, value) : via;
      case 4 -> {
        if (Fields.is(name, HOST)) {
          hosts++;
          hostHeader = value.toString();
        }
      }
      case 6 -> {
        if (Fields.is(name, EXPECT)) {
          expect(value);
        }
      }
      case 7 -> upgrade = Fields.is(name, UPGRADE) ? value : upgrade;
      case 10 -> {
        if (Fields.is(name, CONNECTION)) {
          connection.add(value);
        }
      }
      case 12 -> requestId = Fields.is(name, X_REQUEST_ID) ? value : requestId;
      case 14 -> length = Fields.is(name, CONTENT_LENGTH) ? once(length, value) : length;
      case 15 ->
          forwardedFor =
              Fields.is(name, X_FORWARDED_FOR) ? Fields.more(forwardedFor, value) : forwardedFor;
      case 16 -> forwardedPort = Fields.is(name, X_FORWARDED_PORT) ? value : forwardedPort;
      case 17 -> {
        if (Fields.is(name, TRANSFER_ENCODING)) {
          coding = once(coding, value);
        } else if (Fields.is(name, X_FORWARDED_PROTO)) {
          forwardedProto = value;
        }
      }
      case 18 -> ancientKeys += Fields.is(name, KEY_1) || Fields.is(name, KEY_2) ? 1 : 0;
      default -> {}
    }
  }

  /**
   * A field that must not be repeated, as two readers might take different ones (request
   * smuggling).
   */
  private CharSequence once(CharSequence former, CharSequence value) {
    if (!former.isEmpty() || value.isEmpty()) {
      failure = Failure.BAD_REQUEST;
    }
    return value;
  }

  private void expect(CharSequence value) {
    if (AsciiString.contentEqualsIgnoreCase(value, "100-continue")) {
      expectsContinue = !http10;
    } else {
      failure = Failure.EXPECTATION;
    }
  }

  private @Nullable Failure firstFault() {
    HttpVersion version = request.protocolVersion();
    boolean known = http10 || version.equals(HttpVersion.HTTP_1_1) || isHttp2();
    if (!known || !RequestLineRules.isMethod(request.method().name()) || connection.isExcessive()) {
      return Failure.BAD_REQUEST;
    }
    if (hosts > 1 || (hosts == 0 && !http10)) {
      return Failure.BAD_REQUEST;
    }
    boolean invalidHost = host.equals(HostHeader.INVALID);
    if (invalidHost || !readPath() || host.equals(HostHeader.INVALID)) {
      return Failure.BAD_REQUEST;
    }
    return readFraming() && !hidesBody() ? null : Failure.BAD_REQUEST;
  }

  /**
   * Takes origin-form as it is, turns absolute-form into it, and refuses the rest (RFC 9112 section
   * 3.2).
   */
  private boolean readPath() {
    if (path.startsWith("/")) {
      return RequestLineRules.isTarget(path);
    }
    boolean ofOptions = request.method().equals(HttpMethod.OPTIONS);
    if (path.equals("*")) {
      return ofOptions;
    }
    AbsoluteTarget target = AbsoluteTarget.read(path, ofOptions);
    if (target == null) {
      return false;
    }
    // The authority of the target replaces the Host field (RFC 9112 section 3.2.2).
    hostHeader = target.authority();
    host = HostHeader.normalise(hostHeader);
    path = target.path();
    return !host.isEmpty() && RequestLineRules.isTarget(path);
  }

  /**
   * The WebSocket of 2010 (draft-ietf-hybi-00) has eight bytes after the head that no field tells
   * of: some servers take them for a body, others for the next request.
   */
  private boolean hidesBody() {
    return ancientKeys > 1;
  }

  private boolean readFraming() {
    if (!coding.isEmpty()) {
      framing = Framing.CHUNKED;
      return !http10 && length.isEmpty() && AsciiString.contentEqualsIgnoreCase(coding, "chunked");
    }
    if (length.isEmpty()) {
      return true;
    }
    framing = ContentLength.isZero(length) ? Framing.NONE : Framing.LENGTH;
    return ContentLength.isSound(length);
  }

  /** Why the request is refused; null when it is not. */
  public @Nullable Failure failure() {
    return failure;
  }

  /** Bytes of the target and the fields, with some for each field. */
  public int size() {
    return size;
  }

  /** Whether nothing of it was given up, so that it can be sent. */
  public boolean isWhole() {
    return whole;
  }

  /**
   * Keeps only what a request line tells, as a tunnel may idle for days: the fields are gone once
   * they were passed on.
   */
  public void forgetFields() {
    forget(EmptyHttpHeaders.INSTANCE);
    upgrade = "";
  }

  /** The same, but for what the answer depends on. */
  public void keepForAnswer() {
    accept = accept();
    forget(HeadRemains.whatAnswerNeeds(this));
    upgrade = HeadRemains.word(upgrade);
  }

  private void forget(HttpHeaders others) {
    whole = false;
    path = HeadRemains.cut(path, RequestLineText.MOST_SHOWN);
    forwardedFor = HeadRemains.cut(forwardedFor(), RequestLineText.MOST_SHOWN);
    forwardedProto = HeadRemains.cut(forwardedProto, HeadRemains.MAX_WORD);
    request = new DefaultHttpRequest(request.protocolVersion(), request.method(), path, others);
    connection.forgetNames();
    hostHeader = "";
    length = "";
    coding = "";
    via = "";
    requestId = "";
    forwardedPort = "";
  }

  HttpRequest request() {
    return request;
  }

  public String method() {
    return request.method().name();
  }

  /** The target in origin-form, or {@code *}. */
  public String path() {
    return path;
  }

  /** The normalised hostname that was asked for; matches no route when there is none. */
  public String host() {
    return host;
  }

  /** The host as the client wrote it, with its port. */
  public String hostHeader() {
    return hostHeader;
  }

  /** All values of a field that only some apps have read; empty when there is none. */
  public String field(AsciiString name) {
    List<String> values = request.headers().getAll(name);
    return values.size() == 1 ? values.getFirst() : String.join("; ", values);
  }

  /** The bytes of body that the head announces; 0 when it does not say. */
  public long announcedLength() {
    return framing == Framing.LENGTH ? Long.parseLong(length, 0, length.length(), 10) : 0;
  }

  public Framing framing() {
    return framing;
  }

  CharSequence length() {
    return length;
  }

  ConnectionOptions connection() {
    return connection;
  }

  CharSequence via() {
    via = Fields.joined(via, VIA, request.headers());
    return via;
  }

  CharSequence forwardedPort() {
    return forwardedPort;
  }

  CharSequence forwardedProto() {
    return forwardedProto;
  }

  CharSequence requestId() {
    return requestId;
  }

  public CharSequence forwardedFor() {
    forwardedFor = Fields.joined(forwardedFor, X_FORWARDED_FOR, request.headers());
    return forwardedFor;
  }

  /**
   * The protocol to switch to; empty when none is asked for. h2c is never offered on: it would hide
   * requests.
   */
  CharSequence upgrade() {
    return upgrade;
  }

  public boolean isHttp10() {
    return http10;
  }

  boolean isHttp2() {
    return request.protocolVersion() == HTTP_2;
  }

  /** Whether a client that is sent elsewhere may ask there by GET, as old ones do. */
  public boolean isPlainRead() {
    return isHead() || request.method().equals(HttpMethod.GET);
  }

  public boolean isHead() {
    return request.method().equals(HttpMethod.HEAD);
  }

  /** What form of a page of the router's own the client would rather have. */
  Accept accept() {
    return accept == null ? Accept.of(request.headers().getAll(ACCEPT)) : accept;
  }

  public boolean expectsContinue() {
    return expectsContinue;
  }

  /** Whether the client wants to send another request on this connection. */
  public boolean keepsAlive() {
    return !connection.close() && (!http10 || connection.keepAlive());
  }

  /** Whether the client asks to switch protocols, in a way that is passed on. */
  public boolean wantsUpgrade() {
    return connection.upgrade()
        && !upgrade.isEmpty()
        && !http10
        && framing == Framing.NONE
        && !AsciiString.containsIgnoreCase(upgrade, "h2c");
  }

  /** Whether that other protocol is a WebSocket. */
  public boolean wantsWebSocket() {
    return wantsUpgrade() && AsciiString.contentEqualsIgnoreCase(upgrade, "websocket");
  }

  /** Whether the request may be sent twice without harm and without its body. */
  public boolean isRepeatable() {
    return whole
        && framing == Framing.NONE
        && !wantsUpgrade()
        && RequestLineRules.isIdempotent(request.method().name());
  }
}
