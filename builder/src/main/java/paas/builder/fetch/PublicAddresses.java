package paas.builder.fetch;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Tells addresses of the public internet from those of this machine, its networks, and no one's.
 */
final class PublicAddresses {
  /** A range of addresses: its first address' bytes, and how many bits count. */
  private record Range(byte[] start, int bits) {
    static Range of(String start, int bits) {
      return new Range(InetAddress.ofLiteral(start).getAddress(), bits);
    }

    boolean holds(byte[] address) {
      if (address.length != start.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit & 7);
        if ((address[bit >> 3] & mask) != (start[bit >> 3] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * IANA's special-purpose registry (RFC 6890 and later), multicast, and what is reserved. Not the
   * ranges for documentation: they are nobody's inside either, and closed networks put mirrors
   * there.
   */
  private static final List<Range> SPECIAL =
      List.of(
          Range.of("0.0.0.0", 8),
          Range.of("10.0.0.0", 8),
          Range.of("100.64.0.0", 10),
          Range.of("127.0.0.0", 8),
          Range.of("169.254.0.0", 16),
          Range.of("172.16.0.0", 12),
          Range.of("192.0.0.0", 24),
          Range.of("192.88.99.0", 24),
          Range.of("192.168.0.0", 16),
          Range.of("198.18.0.0", 15),
          Range.of("224.0.0.0", 3));

  /** The one block of IPv6 that is given out (RFC 4291, 2.4). */
  private static final Range GLOBAL = Range.of("2000::", 3);

  private static final List<Range> SPECIAL_6 =
      List.of(Range.of("2001::", 23), Range.of("2001:db8::", 32), Range.of("3fff::", 20));

  /** Ranges that carry an IPv4 address: NAT64 in its last bytes, 6to4 after its first two. */
  private static final Range NAT64 = Range.of("64:ff9b::", 96);

  private static final Range SIX_TO_FOUR = Range.of("2002::", 16);

  private PublicAddresses() {}

  static boolean contain(InetAddress address) {
    byte[] bytes = address.getAddress();
    return !ofThisMachine(address)
        && switch (address) {
          case Inet4Address _ -> SPECIAL.stream().noneMatch(range -> range.holds(bytes));
          case Inet6Address _ -> publicSix(bytes);
          default -> false;
        };
  }

  /** Its own public address leads to services that a firewall keeps from others. */
  private static boolean ofThisMachine(InetAddress address) {
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return true;
    }
  }

  private static boolean publicSix(byte[] bytes) {
    if (NAT64.holds(bytes)) {
      return contain(four(bytes, 12));
    }
    if (SIX_TO_FOUR.holds(bytes)) {
      return contain(four(bytes, 2));
    }
    return GLOBAL.holds(bytes) && SPECIAL_6.stream().noneMatch(range -> range.holds(bytes));
  }

  private static InetAddress four(byte[] bytes, int from) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("Four bytes are an address", e);
    }
  }
}
