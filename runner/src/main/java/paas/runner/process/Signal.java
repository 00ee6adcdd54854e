package paas.runner.process;

import java.util.Optional;

/** A signal that may be sent, with its number on Linux (signal(7): the same on x86 and ARM). */
public enum Signal {
  HUP(1),
  INT(2),
  QUIT(3),
  KILL(9),
  USR1(10),
  USR2(12),
  TERM(15),
  CONT(18),
  STOP(19),
  TSTP(20),
  WINCH(28);

  private final int number;

  Signal(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  /** By its name without SIG. */
  public static Optional<Signal> named(String name) {
    for (Signal signal : values()) {
      if (signal.name().equals(name)) {
        return Optional.of(signal);
      }
    }
    return Optional.empty();
  }
}
