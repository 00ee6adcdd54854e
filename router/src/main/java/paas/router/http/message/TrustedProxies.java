package paas.router.http.message;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The peers whose {@code X-Forwarded-*} fields are believed; everyone else's are dropped. */
public final class TrustedProxies {
  /** Believes nobody. */
  public static final TrustedProxies NONE = new TrustedProxies(List.of());

  private record Block(byte[] prefix, int bits) {
    boolean contains(byte[] address) {
      if (address.length != prefix.length) {
        return false;
      }
      int whole = bits / 8;
      if (!Arrays.equals(prefix, 0, whole, address, 0, whole)) {
        return false;
      }
      int rest = bits % 8;
      return rest == 0 || ((prefix[whole] ^ address[whole]) & 0xff) >>> (8 - rest) == 0;
    }
  }

  private final List<Block> blocks;

  private TrustedProxies(List<Block> blocks) {
    this.blocks = List.copyOf(blocks);
  }

  /**
   * Reads a comma-separated list of addresses and CIDR blocks.
   *
   * @throws IllegalArgumentException if an entry is neither
   */
  public static TrustedProxies parse(String list) {
    List<Block> blocks = new ArrayList<>();
    for (String entry : list.split(",", -1)) {
      if (!entry.isBlank()) {
        blocks.add(parseBlock(entry.strip()));
      }
    }
    return new TrustedProxies(blocks);
  }

  private static Block parseBlock(String entry) {
    int slash = entry.indexOf('/');
    byte[] address =
        InetAddress.ofLiteral(slash < 0 ? entry : entry.substring(0, slash)).getAddress();
    int bits = slash < 0 ? address.length * 8 : Integer.parseInt(entry.substring(slash + 1));
    if (bits < 0 || bits > address.length * 8) {
      throw new IllegalArgumentException("'" + entry + "' is not a block of addresses");
    }
    return new Block(address, bits);
  }

  public boolean contains(InetAddress peer) {
    if (blocks.isEmpty()) {
      return false;
    }
    byte[] address = peer.getAddress();
    for (Block block : blocks) {
      if (block.contains(address)) {
        return true;
      }
    }
    return false;
  }
}
