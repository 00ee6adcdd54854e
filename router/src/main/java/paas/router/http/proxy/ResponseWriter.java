package paas.router.http.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpContent;
import paas.router.http.message.Failure;
import paas.router.http.message.Framing;
import paas.router.http.message.ResponseHead;

/** Puts a response into the client's version of HTTP; nothing is flushed but what says so. */
interface ResponseWriter {
  /** Writes and flushes an answer that ends no exchange (1xx). */
  void interim(ResponseHead head);

  /**
   * @param close whether an HTTP/1.1 client is told that the connection ends with this response
   */
  void head(ResponseHead head, boolean close);

  /** Writes and flushes the answer that makes the client's side a tunnel. */
  void switched(ResponseHead head);

  /**
   * Takes over the content's reference.
   *
   * @return the bytes of body written, framing not counted
   */
  int content(Framing framing, HttpContent content);

  /** Takes over the reference. */
  void tunnelled(ByteBuf data);

  /**
   * Writes and flushes the router's own answer.
   *
   * @return the bytes of body written
   */
  int page(Failure failure, Page page);

  /**
   * How an error page is to be.
   *
   * @param withoutBody as the answer to HEAD must be
   */
  record Page(boolean html, boolean withoutBody, boolean close) {}
}
