package paas.router.http;

import io.netty.util.NetUtil;
import java.net.InetAddress;

/** A block of IP addresses: a prefix and how many of its bits count. */
public record AddressBlock(InetAddress prefix, int bits) {
  /**
   * @throws IllegalArgumentException if the prefix has fewer bits than are to count
   */
  public AddressBlock {
    if (bits < 0 || bits > prefix.getAddress().length * 8) {
      throw new IllegalArgumentException(
          NetUtil.toAddressString(prefix) + "/" + bits + " is not a block of addresses");
    }
  }

  /**
   * Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32} or a single address.
   *
   * @throws IllegalArgumentException if the text is none of them
   */
  public static AddressBlock parse(String text) {
    int slash = text.indexOf('/');
    InetAddress address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
    int bits =
        slash < 0 ? address.getAddress().length * 8 : Integer.parseInt(text.substring(slash + 1));
    return new AddressBlock(address, bits);
  }

  public boolean contains(InetAddress address) {
    byte[] ours = prefix.getAddress();
    byte[] theirs = address.getAddress();
    if (ours.length != theirs.length) {
      return false;
    }
    int whole = bits / 8;
    for (int i = 0; i < whole; i++) {
      if (ours[i] != theirs[i]) {
        return false;
      }
    }
    int rest = bits % 8;
    return rest == 0 || ((ours[whole] ^ theirs[whole]) & 0xff) >>> (8 - rest) == 0;
  }

  /** As {@link #parse} reads it; of IPv6 as RFC 5952 has it. */
  @Override
  public String toString() {
    return NetUtil.toAddressString(prefix) + "/" + bits;
  }
}
