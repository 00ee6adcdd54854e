package paas.runner.capture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import paas.runner.capture.CapturedLine.Channel;
import paas.runner.capture.Checkpoint.Unfinished;
import paas.runner.capture.Generations.Found;

/**
 * Reads again what a channel had said of an unfinished line before a checkpoint, so that its end
 * joins it.
 */
final class Rebuild {
  private final Checkpoint checkpoint;
  private final Unfinished from;
  private final Channel channel;
  private final LineJoiner into;
  private final int entryBytes;
  private final EntryParser parser = new EntryParser();
  private boolean found;

  Rebuild(
      Checkpoint checkpoint, Unfinished from, Channel channel, LineJoiner into, int entryBytes) {
    this.checkpoint = checkpoint;
    this.from = from;
    this.channel = channel;
    this.into = into;
    this.entryBytes = entryBytes;
  }

  /**
   * False when the beginning is gone; then nothing is held, and the line's rest will come alone.
   */
  boolean run(Path base) throws IOException {
    List<Found> oldestFirst = Generations.list(base).reversed();
    for (Found one : oldestFirst) {
      Optional<LogFile> opened = LogFile.open(one.path(), one.key(), Gap.none());
      if (opened.isPresent()) {
        try (LogFile file = opened.get()) {
          found |= file.inode() == from.inode();
          if (found) {
            read(file);
          }
          if (file.inode() == checkpoint.inode()) {
            return into.unfinished().isPresent();
          }
        }
      }
    }
    return false;
  }

  private void read(LogFile file) throws IOException {
    long end = file.inode() == checkpoint.inode() ? checkpoint.offset() : file.size();
    long offset = file.inode() == from.inode() ? from.offset() : 0;
    byte[] buffer = new byte[entryBytes];
    while (offset < end) {
      int count = (int) Math.min(file.read(offset, buffer), end - offset);
      int used = take(file, offset, buffer, count);
      if (used == 0) {
        return;
      }
      offset += used;
    }
  }

  private int take(LogFile file, long offset, byte[] buffer, int count) {
    int start = 0;
    for (int i = 0; i < count; i++) {
      if (buffer[i] == '\n') {
        if (parser.parse(buffer, start, i) && parser.channel() == channel) {
          Unfinished at = new Unfinished(file.inode(), offset + start, 0);
          boolean first = at.inode() == from.inode() && at.offset() == from.offset();
          into.add(parser, first ? from : at, _ -> {});
        }
        start = i + 1;
      }
    }
    return start;
  }
}
