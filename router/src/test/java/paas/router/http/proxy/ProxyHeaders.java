package paas.router.http.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;

/** Headers of the PROXY protocol, version 2, as balancers write them (proxy-protocol.txt, 2.2). */
final class ProxyHeaders {
  static final int LOCAL = 0x20;
  static final int PROXY = 0x21;
  static final int UNSPECIFIED = 0x00;
  static final int TCP_OVER_IPV4 = 0x11;
  static final int UDP_OVER_IPV4 = 0x12;
  static final int TCP_OVER_IPV6 = 0x21;
  static final int UNIX_STREAM = 0x31;
  private static final byte[] SIGNATURE = {
    '\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'
  };

  private ProxyHeaders() {}

  /** That of a client that connected to this port of a balancer. */
  static byte[] of(String client, int port, byte[]... added) {
    byte[] address = InetAddress.ofLiteral(client).getAddress();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(address);
    body.writeBytes(address);
    body.writeBytes(ByteBuffer.allocate(4).putShort((short) 50_000).putShort((short) port).array());
    for (byte[] more : added) {
      body.writeBytes(more);
    }
    return raw(PROXY, address.length == 4 ? TCP_OVER_IPV4 : TCP_OVER_IPV6, body.toByteArray());
  }

  static byte[] raw(int versionAndCommand, int family, byte[] body) {
    return raw(versionAndCommand, family, body.length, body);
  }

  static byte[] raw(int versionAndCommand, int family, int length, byte[] body) {
    return ByteBuffer.allocate(16 + body.length)
        .put(SIGNATURE)
        .put((byte) versionAndCommand)
        .put((byte) family)
        .putShort((short) length)
        .put(body)
        .array();
  }

  /** A type, a length, a value. */
  static byte[] added(int type, byte[] value) {
    return ByteBuffer.allocate(3 + value.length)
        .put((byte) type)
        .putShort((short) value.length)
        .put(value)
        .array();
  }

  static byte[] unix(String client, String server) {
    return ByteBuffer.allocate(216)
        .put(client.getBytes(US_ASCII))
        .position(108)
        .put(server.getBytes(US_ASCII))
        .array();
  }

  /** Sound ones, and some that lie about their size, with what balancers add of their own. */
  static Stream<byte[]> unusual() {
    byte[] one = added(0x04, new byte[3]);
    byte[] lie = {0x04, (byte) 0x7f, (byte) 0xff, 0};
    byte[] inTls = {7, 0, 0, 0, 0, 0x21, 0, 7, 'T', 'L', 'S', 'v', '1', '.', '3', 0x21, 0};
    return Stream.of(
        "PROXY TCP6 2001:db8::7 2001:db8::1 5000 443\r\n".getBytes(US_ASCII),
        "PROXY TCP6 ::ffff:203.0.113.7 ::1 0 65535\r\n".getBytes(US_ASCII),
        "PROXY TCP4 203.0.113.7 192.0.2.1 5000 80 \r\n".getBytes(US_ASCII),
        "PROXY TCP4 203.0.113.7 192.0.2.1 50000000000 80\r\n".getBytes(US_ASCII),
        of("2001:db8::7", 443, added(0x01, "h2".getBytes(US_ASCII))),
        of("203.0.113.7", 443, added(0x02, "shop.test".getBytes(US_ASCII)), one),
        of("203.0.113.7", 443, added(0x20, inTls), one),
        of("203.0.113.7", 443, added(0x20, new byte[2]), one),
        of("203.0.113.7", 443, one, one, lie),
        of("203.0.113.7", 443, new byte[3]),
        raw(PROXY, UNIX_STREAM, unix("", "/run/b")),
        raw(PROXY, UNIX_STREAM, new byte[215]),
        raw(LOCAL, 0xff, one),
        raw(PROXY, TCP_OVER_IPV4, 0, new byte[0]),
        raw(PROXY, TCP_OVER_IPV6, 35, new byte[36]),
        raw(0x01, TCP_OVER_IPV4, new byte[12]),
        Arrays.copyOf(of("203.0.113.7", 443), 15));
  }
}
