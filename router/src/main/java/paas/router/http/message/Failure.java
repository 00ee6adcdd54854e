package paas.router.http.message;

/**
 * Every answer that the router itself makes, with Heroku's code where it has one; docs/ERRORS.md
 * explains them.
 */
public enum Failure {
  CRASHED("H10", 503, "App crashed", "The app crashed. Its owner finds the reason in: paas logs"),
  BACKLOG("H11", 503, "Backlog too deep", "Too many requests wait for this app. Try again soon."),
  REQUEST_TIMEOUT("H12", 503, "Request timeout", "The app did not answer in time."),
  NO_RESPONSE(
      "H13",
      503,
      "Connection closed without response",
      "The app closed the connection without a response."),
  NO_WEB(
      "H14",
      503,
      "No web processes running",
      "No process that answers this address is running. Its owner sees in paas ps which: one that was"
          + " stopped is started with paas ps:start, one that is scaled to 0 with paas ps:scale."),
  INSTANCE_IDLE("H15", 503, "Idle connection", "The app stopped sending."),
  BAD_RESPONSE(
      "H17", 503, "Poorly formatted HTTP response", "The app's response is not valid HTTP."),
  INSTANCE_INTERRUPTED(
      "H18", 503, "Server Request Interrupted", "The app closed the connection before the end."),
  CONNECT_TIMEOUT("H19", 503, "Backend connection timeout", "The app did not accept a connection."),
  BOOT_TIMEOUT("H20", 503, "App boot timeout", "The app is still starting. Try again soon."),
  CONNECT_REFUSED("H21", 503, "Backend connection refused", "The app refused the connection."),
  CONNECTION_LIMIT(
      "H22", 503, "Connection limit reached", "Too many connections at once. Try again soon."),
  RESPONSE_RULES("H25", 502, "HTTP Restriction", "The app's response breaks the rules of HTTP."),
  BAD_REQUEST("H26", 400, "Request Error", "The request is not valid HTTP."),
  EXPECTATION("H26", 417, "Request Error", "The only expectation that can be met is 100-continue."),
  LINE_TOO_LONG("H26", 414, "Request Error", "The request line is longer than 8 KB."),
  HEADER_TOO_LONG(
      "H26",
      431,
      "Request Error",
      "A header is longer than 8 KB, all together than 64 KB, or there are more than 200."),
  CLIENT_INTERRUPTED("H27", 499, "Client Request Interrupted", "The client went away."),
  CLIENT_IDLE("H28", 499, "Client Connection Idle", "The client stopped sending or reading."),
  NOT_HTTP_2(
      "H17",
      503,
      "Poorly formatted HTTP response",
      "The app does not speak HTTP/2, as its router setting protocol=h2c says."),
  NO_UPGRADE(
      "H26",
      400,
      "Request Error",
      "The app speaks HTTP/2 and takes no upgrade; it would have to announce WebSockets (RFC 8441)."),
  PLAIN_ON_TLS(
      "",
      400,
      "Plain HTTP on the port of HTTPS",
      "This port speaks HTTPS only. Use an address that begins with https://"),
  MISDIRECTED(
      "H31",
      421,
      "Misdirected Request",
      "This connection was made for another hostname. Open one for this hostname."),
  MAINTENANCE("H80", 503, "Maintenance mode", "The app is in maintenance. Try again later."),
  BLANK(
      "H81",
      503,
      "Blank app",
      "Nothing is deployed to this app yet. Its owner deploys with: git push paas main"),
  PLATFORM_ERROR("H99", 500, "Platform error", "The platform failed; its log says why."),
  UNKNOWN_HOST(
      "",
      404,
      "No such host",
      "No app answers for this hostname. Check that the address is right."),
  MOVED("", 301, "Moved", "The app is under another hostname."),
  MOVED_WITH_BODY("", 308, "Moved", "The app is under another hostname."),
  UNAUTHORIZED("", 401, "Unauthorized", "The app asks for a user and a password."),
  NOT_ALLOWED("", 403, "Address not allowed", "The app takes no requests from this address."),
  CLIENT_CERTIFICATE(
      "",
      403,
      "Client certificate needed",
      "The app takes requests over HTTPS only, from clients with a certificate that it trusts."),
  BODY_TOO_LARGE("", 413, "Body too large", "The app takes no request body of this size."),
  RATE_LIMIT("", 429, "Rate limit reached", "Too many requests. Try again soon."),
  PLATFORM_IS_PRIVATE(
      "",
      403,
      "Not over plain HTTP",
      "Over plain HTTP the platform's API is reached from its own machine only: use https.");

  private final String code;
  private final int status;
  private final String description;
  private final String advice;

  Failure(String code, int status, String description, String advice) {
    this.code = code;
    this.status = status;
    this.description = description;
    this.advice = advice;
  }

  /** Heroku's code, or empty for what has none. */
  public String code() {
    return code;
  }

  public int status() {
    return status;
  }

  /** Whether it is as the app's owner wants it: a client is sent elsewhere. */
  public boolean isRedirect() {
    return status < 400;
  }

  /** What the request line says after {@code desc=}. */
  public String description() {
    return description;
  }

  /** One sentence for whoever sees the page. */
  public String advice() {
    return advice;
  }
}
