package paas.runner.capture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import paas.runner.capture.CapturedLine.Channel;
import paas.runner.capture.Checkpoint.Unfinished;
import paas.runner.capture.Generations.Found;

/**
 * The end of what one container has printed, as the engine's files have it now: of no other that
 * had its name before, and whoever follows it or not.
 */
public final class LastOutput {
  /** Of the files; what does not fit is passed over. */
  private static final int MOST_BYTES = 256 * 1024;

  /** Nobody goes on from there; an inode of 0 would mean that nothing is held. */
  private static final Unfinished SOMEWHERE = new Unfinished(1, 0, 0);

  private final int bound;
  private final List<CapturedLine> lines = new ArrayList<>();
  private final EntryParser parser = new EntryParser();
  private final Map<Channel, LineJoiner> joiners = new EnumMap<>(Channel.class);

  private LastOutput(int bound) {
    this.bound = bound;
  }

  /**
   * At most so many of its last lines, oldest first; none where it printed none, or there is no
   * file any more.
   *
   * @param logPath what inspecting the container calls LogPath
   */
  public static List<String> of(Path logPath, int lines, CaptureLimits limits) throws IOException {
    LastOutput last = new LastOutput(limits.lineBytes());
    last.take(end(logPath));
    List<CapturedLine> all = last.lines;
    return all.subList(Math.max(0, all.size() - lines), all.size()).stream()
        .map(CapturedLine::text)
        .toList();
  }

  /** The last bytes of the files together, from the beginning of an entry on. */
  private static byte[] end(Path base) throws IOException {
    byte[] end = new byte[0];
    for (Found found : Generations.list(base)) {
      Optional<LogFile> opened = LogFile.open(found.path(), found.key(), Gap.none());
      if (opened.isEmpty()) {
        return end; // Rotated away meanwhile: what came before it may be missing.
      }
      try (LogFile file = opened.get()) {
        long size = file.size();
        int part = (int) Math.min(size, MOST_BYTES - end.length);
        end = joined(read(file, size - part, part), end);
        if (part < size) {
          return fromEntry(end);
        }
      }
    }
    return end;
  }

  private static byte[] read(LogFile file, long offset, int length) throws IOException {
    byte[] part = new byte[length];
    int count = file.read(offset, part);
    return count == length ? part : Arrays.copyOf(part, count);
  }

  private static byte[] joined(byte[] older, byte[] newer) {
    byte[] both = Arrays.copyOf(older, older.length + newer.length);
    System.arraycopy(newer, 0, both, older.length, newer.length);
    return both;
  }

  private static byte[] fromEntry(byte[] bytes) {
    int start = 0;
    while (start < bytes.length && bytes[start] != '\n') {
      start++;
    }
    return Arrays.copyOfRange(bytes, Math.min(start + 1, bytes.length), bytes.length);
  }

  private void take(byte[] entries) {
    int start = 0;
    for (int i = 0; i < entries.length; i++) {
      if (entries[i] == '\n') {
        if (parser.parse(entries, start, i)) {
          joiner(parser.channel()).add(parser, SOMEWHERE, lines::add);
        }
        start = i + 1;
      }
    }
    joiners.values().forEach(joiner -> joiner.flush(lines::add));
  }

  private LineJoiner joiner(Channel channel) {
    return joiners.computeIfAbsent(channel, key -> new LineJoiner(key, bound));
  }
}
