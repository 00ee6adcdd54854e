package paas.router.http.h2;

import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Settings;

/**
 * The fields that HPACK has both ends of a connection remember (RFC 7541 section 2.3.2), of those
 * that the router sends: none. The other end says how many there may be, up to gigabytes, and Netty
 * keeps as many, each with the whole head that it came in.
 */
public final class FieldTable {
  private FieldTable() {}

  /** The first head that is sent says so. */
  static void empty(Http2ConnectionEncoder encoder) throws Http2Exception {
    encoder.configuration().headersConfiguration().maxHeaderTableSize(0);
  }

  /** To be called before the other end's settings are applied. */
  public static void stayEmpty(Http2Settings settings) {
    settings.remove(Http2CodecUtil.SETTINGS_HEADER_TABLE_SIZE);
  }
}
