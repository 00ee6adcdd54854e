package paas.router.http;

/** The version of HTTP that an app's instances speak. */
public enum Protocol {
  /** HTTP/1.1, as nearly every web framework does. */
  HTTP_1,
  /** HTTP/2 without TLS, known beforehand (RFC 9113 section 3.3), as gRPC servers do. */
  H2C
}
