package paas.router.http.proxy;

/** A client's connection, of either version of HTTP, as its worker looks after it. */
interface Connection {
  /** Where the worker keeps it, so that it is found again without a search. */
  int position();

  void position(int index);

  /** Looks at the waits. */
  void tick(long now);

  /** Has the requests in flight counted. */
  void count(Census census);

  /** Closes at once; what was not written is lost. */
  void abort();

  /** The router retires: the client is told, where it can be, and goes elsewhere by itself. */
  void retire();

  /** The router stops: closes once nothing is in flight. */
  void closeIfIdle();
}
