package paas.router.http.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpContent;
import paas.router.http.message.Courtesy;
import paas.router.http.message.Failure;
import paas.router.http.message.Framing;
import paas.router.http.message.Reply;
import paas.router.http.message.RequestHead;
import paas.router.http.message.ResponseHead;

/** Puts a response into the client's version of HTTP; nothing is flushed but what says so. */
interface ResponseWriter {
  /** Writes and flushes an answer that ends no exchange (1xx). */
  void interim(ResponseHead head);

  /**
   * @param field a header line of the router's own, or empty
   * @param strict the value of {@code Strict-Transport-Security}, or empty
   * @param close whether an HTTP/1.1 client is told that the connection ends with this response
   */
  void head(ResponseHead head, String field, CharSequence strict, boolean close);

  /**
   * Writes and flushes the answer that makes the client's side a tunnel.
   *
   * @param field as for {@link #head}
   */
  void switched(ResponseHead head, String field);

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
  int page(Failure failure, RequestHead request, Courtesy courtesy, boolean close);

  /**
   * The same for an answer that is no failure.
   *
   * @param forHead leaves the body out, as the answer to HEAD must
   */
  int reply(Reply reply, boolean forHead, boolean close);

  /**
   * The connection's end, which follows at once, is not to look like that of a response which only
   * that ends.
   */
  void endByReset();

  /**
   * Ends an answer that has begun with words about why it is not whole, where the client has ears
   * for them.
   *
   * @return false where it can be told by a cut only
   */
  boolean breakOff(Failure failure, RequestHead request, Courtesy courtesy);
}
