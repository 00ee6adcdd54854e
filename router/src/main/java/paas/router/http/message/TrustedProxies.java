package paas.router.http.message;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import paas.router.http.AddressBlock;

/** The peers whose {@code X-Forwarded-*} fields are believed; everyone else's are dropped. */
public final class TrustedProxies {
  /** Believes nobody. */
  public static final TrustedProxies NONE = new TrustedProxies(List.of());

  private final List<AddressBlock> blocks;

  private TrustedProxies(List<AddressBlock> blocks) {
    this.blocks = List.copyOf(blocks);
  }

  /**
   * Reads a comma-separated list of addresses and CIDR blocks.
   *
   * @throws IllegalArgumentException if an entry is neither
   */
  public static TrustedProxies parse(String list) {
    List<AddressBlock> blocks = new ArrayList<>();
    for (String entry : list.split(",", -1)) {
      if (!entry.isBlank()) {
        blocks.add(AddressBlock.parse(entry.strip()));
      }
    }
    return new TrustedProxies(blocks);
  }

  /**
   * The client that a request came from: the peer, or what the trusted peers say of theirs. What
   * they say is read from the end, as anyone may have written its beginning.
   */
  public InetAddress client(InetAddress peer, CharSequence forwardedFor) {
    if (!contains(peer)) {
      return peer;
    }
    InetAddress client = peer;
    String[] hops = forwardedFor.toString().split(",", -1);
    for (int i = hops.length - 1; i >= 0 && contains(client); i--) {
      String hop = hops[i].strip();
      try {
        client = InetAddress.ofLiteral(hop);
      } catch (IllegalArgumentException e) {
        return client;
      }
    }
    return client;
  }

  public boolean isEmpty() {
    return blocks.isEmpty();
  }

  public boolean contains(InetAddress peer) {
    if (blocks.isEmpty()) {
      return false;
    }
    for (AddressBlock block : blocks) {
      if (block.contains(peer)) {
        return true;
      }
    }
    return false;
  }
}
