package paas.router.logs;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import paas.router.logs.segment.RecordWriter;

/**
 * What a stream's records hold: a snapshot at the start of each file, lines with their origin's new
 * position, and origins that are over. This class is the file format; a change to it is a new
 * {@link #VERSION}.
 */
final class Records {
  private static final int VERSION = 1;

  private static final int SNAPSHOT = 1;
  private static final int LINES = 2;
  private static final int FORGOTTEN = 3;

  /**
   * Where the first line's id is in a {@link #LINES} record: it is known only when the record's
   * turn has come.
   */
  private static final int FIRST_ID_OFFSET = 1;

  private static final int USUAL_LINE = 120;

  /** A record, read. */
  sealed interface Entry {

    /** The state of the stream when its file was begun. */
    record Snapshot(long firstId, Instant created, List<Held> held) implements Entry {}

    /**
     * Lines, and where they lead their origin.
     *
     * @param held the position that these lines lead to, none or one
     * @param body the lines, not decoded; valid as long as the payload
     */
    record Lines(long firstId, int count, List<Held> held, ByteBuffer body) implements Entry {}

    record Forgotten(Origin origin) implements Entry {}
  }

  /** An origin and its position. */
  record Held(Origin origin, Position position) {}

  private Records() {}

  static RecordWriter snapshot(long firstId, Instant created, Collection<Held> held) {
    RecordWriter record = new RecordWriter(64 + held.size() * 128);
    record
        .putByte(SNAPSHOT)
        .putByte(VERSION)
        .putLong(firstId)
        .putLong(micros(created))
        .putInt(held.size());
    held.forEach(one -> put(record, one));
    return record;
  }

  static RecordWriter lines(List<Held> held, List<LogLine> lines) {
    RecordWriter record = new RecordWriter(64 + lines.size() * USUAL_LINE);
    record.putByte(LINES).putLong(0).putInt(lines.size()).putByte(held.size());
    held.forEach(one -> put(record, one));
    for (LogLine line : lines) {
      record.putLong(micros(line.time()));
      record.putString(line.source()).putString(line.process()).putString(line.text());
    }
    return record;
  }

  static void setFirstId(RecordWriter linesRecord, long firstId) {
    linesRecord.setLong(FIRST_ID_OFFSET, firstId);
  }

  static RecordWriter forgotten(Origin origin) {
    return new RecordWriter(64).putByte(FORGOTTEN).putString(origin.value());
  }

  static Entry read(ByteBuffer payload) throws BadRecord {
    int kind = payload.get();
    return switch (kind) {
      case SNAPSHOT -> readSnapshot(payload);
      case LINES -> readLines(payload);
      case FORGOTTEN -> new Entry.Forgotten(new Origin(RecordWriter.getString(payload)));
      default -> throw new BadRecord("Unknown kind of log record: " + kind);
    };
  }

  static List<StoredLine> decode(Entry.Lines entry) {
    List<StoredLine> lines = new ArrayList<>(entry.count());
    ByteBuffer body = entry.body();
    for (int i = 0; i < entry.count(); i++) {
      Instant time = instant(body.getLong());
      String source = RecordWriter.getString(body);
      String process = RecordWriter.getString(body);
      LogLine line = new LogLine(time, source, process, RecordWriter.getString(body));
      lines.add(new StoredLine(new LineId(entry.firstId() + i), line));
    }
    return lines;
  }

  private static Entry.Snapshot readSnapshot(ByteBuffer payload) throws BadRecord {
    int version = payload.get();
    if (version != VERSION) {
      throw new BadRecord("Log file format " + version + " is not known, only " + VERSION);
    }
    long firstId = payload.getLong();
    Instant created = instant(payload.getLong());
    return new Entry.Snapshot(firstId, created, readHeld(payload, payload.getInt()));
  }

  private static Entry.Lines readLines(ByteBuffer payload) {
    long firstId = payload.getLong();
    int count = payload.getInt();
    return new Entry.Lines(firstId, count, readHeld(payload, payload.get()), payload);
  }

  private static List<Held> readHeld(ByteBuffer payload, int count) {
    List<Held> held = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Origin origin = new Origin(RecordWriter.getString(payload));
      held.add(new Held(origin, new Position(RecordWriter.getString(payload))));
    }
    return held;
  }

  private static void put(RecordWriter record, Held held) {
    record.putString(held.origin().value()).putString(held.position().value());
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
