package paas.runner.docker;

import paas.runner.TerminalSize;

/** Where a container's input and output go. */
sealed interface Wiring {
  /** No input; output goes to the rotated log file. */
  record Logged() implements Wiring {}

  /** Input and output belong to one client, stdout and stderr apart; no log file. */
  record Pipes() implements Wiring {}

  /** Input and output belong to one client through a TTY; no log file. */
  record Terminal(TerminalSize size) implements Wiring {}
}
