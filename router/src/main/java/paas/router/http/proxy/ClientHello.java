package paas.router.http.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;

/** Reads what the TLS engine tells too late: the protocols that a client offers (RFC 7301). */
final class ClientHello {
  private static final int VERSION_AND_RANDOM = 34;
  private static final int ALPN = 16;

  private ClientHello() {}

  /**
   * @param hello a ClientHello without its handshake header; a malformed one offers nothing
   */
  static boolean offers(ByteBuf hello, String protocol) {
    try {
      ByteBuf in = hello.duplicate();
      in.skipBytes(VERSION_AND_RANDOM);
      in.skipBytes(in.readUnsignedByte());
      in.skipBytes(in.readUnsignedShort());
      in.skipBytes(in.readUnsignedByte());
      ByteBuf extensions = in.readSlice(in.readUnsignedShort());
      while (extensions.isReadable()) {
        int kind = extensions.readUnsignedShort();
        ByteBuf extension = extensions.readSlice(extensions.readUnsignedShort());
        if (kind == ALPN) {
          return lists(extension.skipBytes(Short.BYTES), protocol);
        }
      }
      return false;
    } catch (IndexOutOfBoundsException e) {
      return false;
    }
  }

  private static boolean lists(ByteBuf names, String protocol) {
    while (names.isReadable()) {
      int length = names.readUnsignedByte();
      if (names.readCharSequence(length, US_ASCII).toString().equals(protocol)) {
        return true;
      }
    }
    return false;
  }
}
