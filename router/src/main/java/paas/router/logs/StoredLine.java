package paas.router.logs;

/** A line and its place in the stream. */
public record StoredLine(LineId id, LogLine line) {}
