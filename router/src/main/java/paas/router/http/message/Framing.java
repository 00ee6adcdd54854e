package paas.router.http.message;

/** How the end of a body is told. */
public enum Framing {
  /** There is no body. */
  NONE,
  /** By Content-Length. */
  LENGTH,
  /** By the chunked coding. */
  CHUNKED,
  /** By closing the connection; responses to HTTP/1.0 clients only. */
  CLOSE
}
