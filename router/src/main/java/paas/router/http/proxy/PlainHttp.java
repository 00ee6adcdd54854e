package paas.router.http.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import java.util.Set;

/** Tells requests in HTTP/1.1 from TLS, by as many bytes as a TLS record's header has. */
final class PlainHttp {
  private static final int LOOKED_AT = 5;
  private static final Set<String> BEGINNINGS =
      Set.of(
          "GET /", "GET h", "HEAD ", "POST ", "PUT /", "PUT h", "PATCH", "DELET", "OPTIO", "TRACE",
          "CONNE");

  private PlainHttp() {}

  /** No record of TLS begins with a letter, so that none is taken for one. */
  static boolean begins(ByteBuf in) {
    return in.readableBytes() >= LOOKED_AT
        && BEGINNINGS.contains(in.toString(in.readerIndex(), LOOKED_AT, US_ASCII));
  }
}
