package paas.platform.deploy.scratch;

import java.time.Duration;

/** Why a container was ended for what it had written. */
public sealed interface Excess {
  String CODE = "R80";

  /** It had written more than any may; how much more is not known. */
  record OverLimit(long limit) implements Excess {
    /** For one that was so when the platform began to count. */
    public String warning(Duration grace) {
      return "Error R80 (Disk quota exceeded) -> has written more than %d MB besides its volumes, and is killed in %d minutes if it still has then: have it delete what it no longer needs, or keep it in a volume (`paas storage:create`)"
          .formatted(limit >> 20, grace.toMinutes());
    }
  }

  /** The disk was nearly full, and it had written more of late than others. */
  record DiskLow(long written, long free) implements Excess {}

  /** As the app's log has it. */
  default String line() {
    return switch (this) {
      case OverLimit(long limit) ->
          "Error R80 (Disk quota exceeded) -> killed, as it has written more than %d MB besides its volumes"
              .formatted(limit >> 20);
      case DiskLow(long written, long free) ->
          "Error R80 (Disk quota exceeded) -> killed, as the server's disk has %d MB left and it has written the most of late, %d MB in all besides its volumes"
              .formatted(free >> 20, written >> 20);
    };
  }

  /** Behind "exited with status 137"; says what to do. */
  default String because() {
    String what =
        switch (this) {
          case OverLimit(long limit) ->
              "it had written more than %d MB besides its volumes".formatted(limit >> 20);
          case DiskLow(long written, long free) ->
              "the server's disk had %d MB left and it had written the most of late, %d MB in all besides its volumes"
                  .formatted(free >> 20, written >> 20);
        };
    return " because %s (R80): have it delete what it no longer needs, or keep it in a volume (`paas storage:create`)"
        .formatted(what);
  }
}
