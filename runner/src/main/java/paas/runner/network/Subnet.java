package paas.runner.network;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IPv4 network in CIDR form.
 *
 * @param base its first address, as an unsigned 32-bit number
 * @param prefix length of the network part, 0 to 32
 */
public record Subnet(long base, int prefix) {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");

  public Subnet {
    if (prefix < 0 || prefix > 32 || base < 0 || base > 0xffff_ffffL) {
      throw new IllegalArgumentException("Not an IPv4 network: " + base + "/" + prefix);
    }
    if (base % size(prefix) != 0) {
      throw new IllegalArgumentException(
          "The address " + dotted(base) + " has bits beyond its prefix length " + prefix);
    }
  }

  /** Parses {@code 10.208.0.0/14}; an address with bits beyond its prefix length is refused. */
  public static Subnet parse(String text) {
    Matcher matcher = matched(text);
    return new Subnet(address(matcher), Integer.parseInt(matcher.group(5)));
  }

  /** The network that an address such as {@code 10.1.2.3/24} is in. */
  public static Subnet around(String text) {
    Matcher matcher = matched(text);
    int prefix = Integer.parseInt(matcher.group(5));
    if (prefix > 32) {
      throw new IllegalArgumentException("Not an IPv4 network: " + text);
    }
    return new Subnet(address(matcher) / size(prefix) * size(prefix), prefix);
  }

  /** How many addresses it has. */
  public long size() {
    return size(prefix);
  }

  public boolean overlaps(Subnet other) {
    return base < other.base + other.size() && other.base < base + size();
  }

  @Override
  public String toString() {
    return dotted(base) + "/" + prefix;
  }

  private static Matcher matched(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("Not an IPv4 network such as 10.208.0.0/14: " + text);
    }
    return matcher;
  }

  private static long address(Matcher matcher) {
    long address = 0;
    for (int group = 1; group <= 4; group++) {
      int octet = Integer.parseInt(matcher.group(group));
      if (octet > 255) {
        throw new IllegalArgumentException("Not an IPv4 address: " + matcher.group());
      }
      address = address << 8 | octet;
    }
    return address;
  }

  private static long size(int prefix) {
    return 1L << (32 - prefix);
  }

  private static String dotted(long address) {
    return (address >> 24)
        + "."
        + (address >> 16 & 255)
        + "."
        + (address >> 8 & 255)
        + "."
        + (address & 255);
  }
}
