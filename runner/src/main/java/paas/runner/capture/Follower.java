package paas.runner.capture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.runner.InstanceId;
import paas.runner.capture.CapturedLine.Channel;
import paas.runner.capture.Checkpoint.Unfinished;

/**
 * Reads one container's log from a position on and makes batches of it. Used by one thread at a
 * time.
 */
final class Follower {
  private static final Logger log = LoggerFactory.getLogger(Follower.class);

  private static final int FIRST_READ = 8 * 1024; // most containers say little at a time

  private final InstanceId id;
  private final Path base;
  private final CaptureLimits limits;
  private final Delivery delivery;
  private final FileChain chain;
  private final EntryParser parser = new EntryParser();
  private final Map<Channel, LineJoiner> joiners = new EnumMap<>(Channel.class);

  private Optional<String> resumeFrom;
  private long offset; // in the chain's current file; all entries before it are taken
  private byte[] buffer = new byte[0];
  private List<CapturedLine> lines = new ArrayList<>();
  private Gap gap = Gap.none();

  Follower(
      InstanceId id,
      Path base,
      Optional<String> position,
      CaptureLimits limits,
      Delivery delivery) {
    this.id = id;
    this.base = base;
    this.resumeFrom = position;
    this.limits = limits;
    this.delivery = delivery;
    this.chain = new FileChain(base, limits.heldFiles());
    for (Channel channel : Channel.values()) {
      joiners.put(channel, new LineJoiner(channel, limits.lineBytes()));
    }
  }

  /** Reads to the end of what is there now; returns how many bytes that was. */
  @SuppressWarnings("ThreadPriorityCheck")
  long drain() throws IOException, InterruptedException {
    if (chain.current().isEmpty()) {
      begin();
    }
    long total = 0;
    if (chain.current().isPresent()) {
      buffer = new byte[Math.min(FIRST_READ, limits.chunkBytes())];
      long more = readChunk();
      while (more > 0) {
        total += more;
        Thread.yield(); // a container that never pauses must not keep a carrier from the others
        more = readChunk();
      }
      buffer = new byte[0];
    }
    return total;
  }

  /** Reads to the end, and gives out what is unfinished there: the container has ended. */
  void finish() throws IOException, InterruptedException {
    drain();
    joiners.values().forEach(joiner -> joiner.flush(lines::add));
    deliver();
  }

  void close() throws IOException {
    chain.close();
  }

  private void begin() throws IOException, InterruptedException {
    Optional<Checkpoint> checkpoint = resumeFrom.flatMap(Checkpoint::read);
    if (checkpoint.isPresent() && chain.beginAt(checkpoint.get())) {
      offset = checkpoint.get().offset();
      checkpoint
          .get()
          .unfinished()
          .forEach((channel, from) -> rebuild(checkpoint.get(), from, channel));
    } else {
      boolean mayBeGone = chain.beginAtOldest(limits.engineFiles()) || resumeFrom.isPresent();
      gap = mayBeGone && chain.current().isPresent() ? new Gap.Unknown() : Gap.none();
    }
    if (chain.current().isPresent()) {
      resumeFrom = Optional.empty();
    }
  }

  private void rebuild(Checkpoint checkpoint, Unfinished from, Channel channel) {
    LineJoiner joiner = joiner(channel);
    try {
      if (new Rebuild(checkpoint, from, channel, joiner, limits.entryBytes()).run(base)) {
        return;
      }
    } catch (IOException e) {
      log.warn("The beginning of a line of {} cannot be read again", id.value(), e);
    }
    joiner.drop();
    gap = gap.plus(new Gap.Unknown());
  }

  /** Returns how many bytes it got on by; 0 at the end. */
  private long readChunk() throws IOException, InterruptedException {
    chain.lookAhead(); // first: if there is a next file, what is read now is all of this one
    LogFile file = chain.current().orElseThrow();
    int count = file.read(offset, buffer);
    int used = take(file, count);
    deliver();
    if (count == buffer.length) {
      return growOrSkip(used);
    }
    return used > 0 ? used : atEnd(file, count);
  }

  private int take(LogFile file, int count) throws IOException, InterruptedException {
    int start = 0;
    for (int i = 0; i < count; i++) {
      if (buffer[i] == '\n') {
        takeEntry(file, start, i);
        offset += i + 1 - start;
        start = i + 1;
      }
    }
    return start;
  }

  private void takeEntry(LogFile file, int from, int to) throws IOException, InterruptedException {
    if (parser.parse(buffer, from, to)) {
      joiner(parser.channel()).add(parser, new Unfinished(file.inode(), offset, 0), lines::add);
    } else {
      missing(to + 1 - from);
    }
  }

  private void missing(int bytes) throws IOException, InterruptedException {
    if (!lines.isEmpty()) {
      deliver(); // so that the gap stands where it was
    }
    gap = gap.plus(new Gap.Bytes(bytes));
  }

  /**
   * The buffer was full: reads more at once next time, up to one chunk, or one entry if that is
   * what it takes.
   */
  private long growOrSkip(int used) throws IOException, InterruptedException {
    int full = buffer.length;
    int largest = used > 0 ? limits.chunkBytes() : limits.entryBytes();
    if (full < largest) {
      buffer = new byte[Math.min(full * 4, largest)];
    } else if (used == 0) {
      missing(full);
      offset += full;
    }
    return full;
  }

  /**
   * @param rest bytes of an entry that is not whole yet, or never will be
   */
  private long atEnd(LogFile file, int rest) throws IOException, InterruptedException {
    if (chain.hasNext()) {
      if (rest > 0) {
        missing(rest);
      }
      gap = gap.plus(chain.advance());
      offset = 0;
      return 1;
    }
    if (file.size() < offset) { // max-file=1: the engine truncates instead of renaming
      gap = gap.plus(new Gap.Unknown());
      joiners.values().forEach(LineJoiner::drop);
      offset = 0;
      return 1;
    }
    return 0;
  }

  private void deliver() throws IOException, InterruptedException {
    if (lines.isEmpty() && !gap.isHole()) {
      return;
    }
    delivery.deliver(id, position(), List.copyOf(lines), gap);
    lines = new ArrayList<>();
    gap = Gap.none();
  }

  private String position() throws IOException {
    LogFile file = chain.current().orElseThrow();
    Map<Channel, Unfinished> unfinished = new EnumMap<>(Channel.class);
    joiners.forEach(
        (channel, joiner) -> joiner.unfinished().ifPresent(line -> unfinished.put(channel, line)));
    return new Checkpoint(file.inode(), offset, file.check(offset), unfinished).write();
  }

  private LineJoiner joiner(Channel channel) {
    return Objects.requireNonNull(joiners.get(channel));
  }
}
