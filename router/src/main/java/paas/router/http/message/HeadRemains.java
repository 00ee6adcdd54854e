package paas.router.http.message;

import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.ReadOnlyHttpHeaders;

/** What is kept of a request's head that is given up: texts of their own, and short ones. */
final class HeadRemains {
  /** Names of protocols and keys of WebSockets are shorter. */
  static final int MAX_WORD = 256;

  private HeadRemains() {}

  /** A text of its own, as the one that was given may be a part of the whole head. */
  static String cut(CharSequence text, int most) {
    return text.length() <= most ? text.toString() : text.subSequence(0, most).toString();
  }

  /** A word, or nothing where it is too long to be one. */
  static String word(CharSequence text) {
    return text.length() > MAX_WORD ? "" : text.toString();
  }

  /** The fields by which an answer is written. */
  static HttpHeaders whatAnswerNeeds(RequestHead head) {
    if (head.wantsWebSocket()) {
      String key = word(head.field(HttpHeaderNames.SEC_WEBSOCKET_KEY));
      return new ReadOnlyHttpHeaders(false, HttpHeaderNames.SEC_WEBSOCKET_KEY, key);
    }
    return Grpc.isCall(head)
        ? new ReadOnlyHttpHeaders(false, HttpHeaderNames.CONTENT_TYPE, Grpc.CONTENT_TYPE)
        : EmptyHttpHeaders.INSTANCE;
  }
}
