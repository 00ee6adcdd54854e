package paas.runner.capture;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import paas.runner.capture.CapturedLine.Channel;

/**
 * Up to where a container's output was taken, and where the unfinished line of a channel begins.
 *
 * <p>Written as {@code 1:<inode>:<offset>:<check>} and {@code ;o:<inode>:<offset>:<skip>} (or
 * {@code e}) for each unfinished line, numbers to base 36, so that it stays below 128 characters.
 *
 * @param check checksum of the bytes before the offset, as an inode number may come back with
 *     another file
 * @param unfinished where to read a line again that has begun but not ended
 */
record Checkpoint(long inode, long offset, int check, Map<Channel, Unfinished> unfinished) {
  private static final String VERSION = "1";
  private static final int RADIX = 36;

  /**
   * The entry that the unfinished line's first byte is in, and how many bytes of its text to pass
   * over.
   */
  record Unfinished(long inode, long offset, int skip) {}

  Checkpoint {
    unfinished = Map.copyOf(unfinished);
  }

  String write() {
    StringBuilder text = new StringBuilder(VERSION);
    add(text, inode);
    add(text, offset);
    add(text, Integer.toUnsignedLong(check));
    for (Channel channel : Channel.values()) {
      Optional.ofNullable(unfinished.get(channel)).ifPresent(one -> add(text, channel, one));
    }
    return text.toString();
  }

  /** Empty when it is nothing that {@link #write} wrote. */
  static Optional<Checkpoint> read(String text) {
    try {
      List<String> parts = List.of(text.split(";", -1));
      List<String> head = List.of(parts.getFirst().split(":", -1));
      if (!head.getFirst().equals(VERSION) || head.size() != 4) {
        return Optional.empty();
      }
      Map<Channel, Unfinished> unfinished = new EnumMap<>(Channel.class);
      for (String part : new ArrayList<>(parts.subList(1, parts.size()))) {
        List<String> words = List.of(part.split(":", -1));
        Unfinished line =
            new Unfinished(number(words.get(1)), number(words.get(2)), (int) number(words.get(3)));
        unfinished.put(words.getFirst().equals("o") ? Channel.STDOUT : Channel.STDERR, line);
      }
      int check = (int) number(head.get(3));
      return Optional.of(
          new Checkpoint(number(head.get(1)), number(head.get(2)), check, unfinished));
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private static void add(StringBuilder text, Channel channel, Unfinished line) {
    text.append(channel == Channel.STDOUT ? ";o" : ";e");
    add(text, line.inode());
    add(text, line.offset());
    add(text, line.skip());
  }

  private static void add(StringBuilder text, long number) {
    text.append(':').append(Long.toString(number, RADIX));
  }

  private static long number(String text) {
    return Long.parseLong(text, RADIX);
  }
}
