package paas.router.http.proxy;

/** What a client's HTTP/1.1 connection is at. */
enum ClientState {
  /** Between requests, or in the middle of a head. */
  IDLE,
  /** The next request is not looked at before the client has taken more of the answers. */
  BEHIND,
  /** An exchange has it. */
  BUSY,
  /** The answer is given; the rest of the request is thrown away, then the next may come. */
  DISCARDING,
  /** The answer is given and no other will be; closes when the client does, or soon. */
  LINGERING
}
