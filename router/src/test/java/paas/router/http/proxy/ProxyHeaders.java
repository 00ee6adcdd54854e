package paas.router.http.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;

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
}
