package paas.platform.outbound;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells addresses of the public internet from all others: those that the IANA special-purpose
 * registries list (RFC 6890), and this machine's own.
 */
final class PublicAddress {
  private record Block(byte[] prefix, int bits) {
    static Block of(String text) {
      int slash = text.indexOf('/');
      return new Block(
          InetAddress.ofLiteral(text.substring(0, slash)).getAddress(),
          Integer.parseInt(text.substring(slash + 1)));
    }

    boolean holds(byte[] address) {
      if (address.length != prefix.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  private static final List<Block> SPECIAL =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.88.99.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/4",
              "240.0.0.0/4")
          .map(Block::of)
          .toList();

  /** All of IPv6 that is assigned for global use, less what is special in it. */
  private static final Block GLOBAL = Block.of("2000::/3");

  private static final List<Block> SPECIAL_IN_GLOBAL =
      Stream.of("2001::/23", "2001:db8::/32", "3fff::/20").map(Block::of).toList();

  /** Prefixes in front of an IPv4 address: 6to4 (RFC 3056), NAT64 (RFC 6052). */
  private static final Block SIX_TO_FOUR = Block.of("2002::/16");

  private static final Block NAT64 = Block.of("64:ff9b::/96");

  private PublicAddress() {}

  static boolean is(InetAddress address) {
    return isGlobal(address) && !isOurs(address);
  }

  private static boolean isGlobal(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (!(address instanceof Inet6Address)) {
      return SPECIAL.stream().noneMatch(block -> block.holds(bytes));
    }
    if (SIX_TO_FOUR.holds(bytes)) {
      return is(fourth(bytes, 2));
    }
    if (NAT64.holds(bytes)) {
      return is(fourth(bytes, 12));
    }
    return GLOBAL.holds(bytes) && SPECIAL_IN_GLOBAL.stream().noneMatch(block -> block.holds(bytes));
  }

  private static InetAddress fourth(byte[] bytes, int offset) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, offset, offset + 4));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an IPv4 address", e);
    }
  }

  private static boolean isOurs(InetAddress address) {
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return true;
    }
  }
}
